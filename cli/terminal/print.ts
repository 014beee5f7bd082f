import { styleText } from 'node:util'

type Style = Parameters<typeof styleText>[0]

/** For standard output; plain when that is no terminal, or with `NO_COLOR`. */
export function style(format: Style, text: string): string {
  return styleText(format, text, { stream: process.stdout })
}

/** For standard error. */
export function styleNote(format: Style, text: string): string {
  return styleText(format, text, { stream: process.stderr })
}

/** A command's answer: the data as JSON, or the text made of it. */
export function printResult(options: { json?: true }, data: unknown, text: () => string): void {
  print(options.json ? JSON.stringify(data, null, 2) : text())
}

export function print(text: string): void {
  if (text !== '') process.stdout.write(`${text}\n`)
}

/** A remark beside the answer, on standard error. */
export function note(text: string): void {
  process.stderr.write(`${text}\n`)
}

/** What the tenant warns of, if anything. */
export function noteWarnings(warnings: readonly string[] = []): void {
  for (const warning of warnings) note(`${styleNote('yellow', 'Warning:')} ${warning}`)
}
