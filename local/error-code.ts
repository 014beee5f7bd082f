/** The `code` of an error of Node or of the operating system; undefined when there is none. */
export function errorCode(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
