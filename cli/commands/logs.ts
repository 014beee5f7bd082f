import type { LogAnswer } from '../../functions/management/contract/answers.ts'
import { createCommand } from '../create-command.ts'
import { describeEvent } from '../logs/describe-event.ts'
import { followEvents } from '../logs/follow-events.ts'
import { logIdOf, readSince } from '../logs/log-id-of.ts'
import { readEventsAfter, readNewest } from '../logs/read-events.ts'
import { dashboardUrl, openInBrowser } from '../open-dashboard.ts'
import { takeOldOptions } from '../options/old-options.ts'
import { wholeNumber } from '../options/whole-number.ts'
import { openSession, type Session } from '../session/open-session.ts'
import { note, print, printResult } from '../terminal/print.ts'

const command = createCommand(
  'logs',
  'Show the log as it comes, with what hooks print; Ctrl-C ends it. With --json one line an event.',
  ['logs', 'logs --no-follow --since 1h', 'logs --filter "type:feccft AND client_id:abc123" -v'],
)
  .option('-r, --raw', 'print the events as they are, one JSON line each')
  .option('-v, --verbose', 'also say why each exchange ended so')
  .option('-b, --browser', 'open the log in the dashboard instead')
  .option('--since <time>', 'begin then: 30s, 10m, 2h, 1d ago, or a date', readSince)
  .option('-n, --lines <n>', 'begin with so many of the newest', wholeNumber, 10)
  .option('--filter <query>', 'only what matches, in the query syntax of the log')
  .option('--no-follow', 'end after what is there')
  .action(async ({ raw, verbose, browser, since, lines, filter, follow, ...options }) => {
    const session = await openSession(options)
    if (browser) return openLogs(session, options)
    const show = (event: LogAnswer) => {
      print(raw || options.json ? JSON.stringify(event) : describeEvent(event, verbose === true))
    }
    const first =
      since === undefined
        ? await readNewest(session, Math.max(lines, 1), filter)
        : await readEventsAfter(session, logIdOf(since), filter)
    const shown = since === undefined ? first.slice(first.length - lines) : first
    const last = first.at(-1)?.log_id ?? logIdOf(since ?? 0)
    for (const event of shown) show(event)
    if (!follow) return
    for await (const event of followEvents(session, last, filter)) show(event)
  })

export const logs = takeOldOptions(command)

async function openLogs(session: Session, options: { json?: true }): Promise<void> {
  const url = await dashboardUrl(session, 'logs')
  if (!options.json && (await openInBrowser(url))) note('Opening the log in your browser...')
  else printResult(options, { url }, () => url)
}
