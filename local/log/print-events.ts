import { styleText } from 'node:util'
import type { LogEvent } from '../../functions/core/log-event.ts'

/** Prints events as JSON lines, or as a person reads them. */
export function createEventPrinter(pretty: boolean): (events: LogEvent[], texts: string[]) => void {
  return (events, texts) => {
    process.stdout.write(`${(pretty ? events.map(prettyEvent) : texts).join('\n')}\n`)
  }
}

/** One exchange: time, outcome, who asked for what; below it what the hook did. */
export function prettyEvent(event: LogEvent): string {
  const { hook, trace } = event.details
  const failed = event.type.startsWith('f')
  const mark = failed ? styleText('red', '✗') : styleText('green', '✓')
  const who = printable(event.client_name || event.client_id || 'unknown client')
  const lines = [
    `${styleText('dim', event.date.slice(11, 19))} ${mark} ${who} → ${printable(event.audience || '?')}`,
  ]
  if (failed) lines.push(`  ${printable(event.description)}`)
  else lines[0] += `  ${styleText('cyan', printable(event.scope || '(no scopes)'))}`
  if (hook !== undefined) {
    const by = `hook ${hook.name} v${hook.version}, ${hook.durationMs} ms`
    lines[0] += styleText('dim', `  ${by}`)
    for (const { level, text } of hook.console) lines.push(`  ${level}: ${printable(text)}`)
  }
  for (const { name, reason } of trace?.ignored ?? []) {
    lines.push(styleText('yellow', `  ignored ${printable(name)}: ${reason}`))
  }
  return lines.join('\n')
}

/** Nothing that was sent or printed by a hook may steer the terminal. */
function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is replaced
  return text.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, '·').replaceAll('\n', '\n    ')
}
