import type { LogAnswer } from '../../functions/management/contract/answers.ts'
import { style } from '../terminal/print.ts'
import { indented, printable } from '../terminal/printable.ts'
import { explainEvent } from './explain-event.ts'

/** One line of the log, with what the hook printed below it; `verbose` adds why it ended so. */
export function describeEvent(event: LogAnswer, verbose: boolean): string {
  const { hook } = event.details
  const failed = event.type.startsWith('f')
  const mark = failed ? style('red', '✗') : style('green', '✓')
  const who = event.client_name || event.client_id || 'unknown client'
  const what = event.audience ? `→ ${event.audience}` : event.description
  const scope = failed || !event.audience ? '' : event.scope || '(no scopes)'
  const by = hook === undefined ? '' : `hook ${hook.name} v${hook.version}, ${hook.durationMs} ms`
  const first = [
    style('dim', event.date.slice(11, 19)),
    mark,
    printable(`${who} ${what}`),
    style('cyan', printable(scope)),
    style('dim', by),
    style('dim', event.log_id),
  ]
  const lines = [first.filter((part) => part !== '').join(' ')]
  if (failed && event.audience) lines.push(`  ${printable(event.description)}`)
  if (verbose && event.audience) lines.push(indent(explainEvent(event)))
  else for (const { level, text } of hook?.console ?? []) lines.push(...printed(level, text))
  return lines.join('\n')
}

function printed(level: string, text: string): string[] {
  return indented(`${level}: ${text}`).map((line) => `  ${line}`)
}

function indent(text: string): string {
  return text
    .split('\n')
    .map((line) => `  ${printable(line)}`)
    .join('\n')
}
