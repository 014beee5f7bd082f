/** What is wrong with a script, and where, 1-based. */
export interface CodeFault {
  message: string
  line: number
  column: number
}

const PLACE = /'script': line (\d+), column (\d+): ([\s\S]*)$/

/** The place that a refused save or test names; undefined when it names none. */
export function readCodeFault(error: Error): CodeFault | undefined {
  const [, line, column, message] = PLACE.exec(error.message) ?? []
  if (line === undefined || message === undefined) return undefined
  return { message, line: Number(line), column: Number(column) }
}
