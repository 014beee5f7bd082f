/** A syntax error in a script. */
export interface SyntaxFault {
  message: string
  /** 1-based. */
  place?: { line: number; column: number }
}

/**
 * Reads what Node prints of a syntax error: `file:line`, the line, carets under the fault, an empty
 * line, the message. It is the one place where V8 tells a syntax error's column, up to 1,021.
 */
export function parseSyntaxFault(printed: string): SyntaxFault {
  const lines = printed.split('\n')
  const message = lines.find((line, i) => i > 2 && line.startsWith('SyntaxError: '))
  const line = /:(\d+)$/.exec(lines[0] ?? '')?.[1]
  // At the end of the input there is no caret, only the blanks before it.
  const indent = /^(\s*)(?:\^|$)/.exec(lines[2] ?? '')?.[1]
  if (line === undefined) return { message: lines[0] ?? 'SyntaxError' }
  return {
    message: message ?? 'SyntaxError',
    place: { line: Number(line), column: (indent?.length ?? 0) + 1 },
  }
}
