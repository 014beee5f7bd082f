/** Nothing that was sent by somebody or printed by a hook may steer the terminal. */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is replaced
  return text.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, '·')
}

/** The lines of a text, those behind the first further in. */
export function indented(text: string): string[] {
  return text.split('\n').map((line, index) => printable(index === 0 ? line : `  ${line}`))
}
