import type { LogAnswer } from '../../functions/management/contract/answers.ts'
import { CliError } from '../cli-error.ts'
import { createCommand } from '../create-command.ts'
import { explainEvent } from '../logs/explain-event.ts'
import { openSession, type Session } from '../session/open-session.ts'
import { formatProperties } from '../terminal/format-properties.ts'
import { printResult, style } from '../terminal/print.ts'
import { printable } from '../terminal/printable.ts'

export const explain = createCommand(
  'explain',
  'Tell why a token looks as it does, or why there is none: the trace of an exchange.',
  ['explain', 'explain 90020261126223436924000000150938'],
)
  .argument(
    '[log-id]',
    'log_id of the exchange (default: the newest for another API than the Management API)',
  )
  .action(async (logId, options) => {
    const session = await openSession(options)
    const event = logId ? await session.tenant.logs.get(logId) : await newestExchange(session)
    printResult(options, event, () => `${describeExchange(event)}\n\n${explainEvent(event)}`)
  })

/** This command line asks for tokens of the Management API itself: those are not what is meant. */
async function newestExchange({ tenant }: Session): Promise<LogAnswer> {
  const exchanges = await tenant.logs.search({ q: 'type:seccft OR type:feccft', per_page: 100 })
  const event = exchanges.find(({ audience }) => !audience?.endsWith('/api/v2/')) ?? exchanges[0]
  if (event !== undefined) return event
  throw new CliError('not_found', 'The log has no exchange yet.', {
    hint: 'hookmint token makes one.',
  })
}

function describeExchange(event: LogAnswer): string {
  const refused = event.type.startsWith('f')
  const properties = formatProperties({
    Exchange: event.log_id,
    At: event.date,
    Application: printable(`${event.client_name || 'unknown'} (${event.client_id})`),
    API: printable(event.audience || 'none was named'),
    From: printable(`${event.ip}, ${event.user_agent}`),
  })
  const outcome = refused
    ? style('red', `Refused: ${printable(event.description)}`)
    : style('green', 'A token was issued.')
  return `${properties}\n\n${outcome}`
}
