/** Exit codes by the code that errors carry, as the old tool had them. */
export const EXIT_CODES = {
  cancelled: 1,
  /** What was tested, compared or examined is not as it should be. */
  failed: 1,
  usage: 2,
  no_profile: 3,
  timeout: 4,
  not_found: 5,
  bad_request: 6,
  server_error: 7,
  not_authorized: 8,
  bug: 99,
} as const

export type CliErrorCode = keyof typeof EXIT_CODES

/** What ends a command, worded for whoever typed it. */
export class CliError extends Error {
  override name = 'CliError'
  readonly code: CliErrorCode
  /** What to do next: lines of their own. */
  readonly hint: string | undefined

  constructor(code: CliErrorCode, message: string, more: { hint?: string; cause?: unknown } = {}) {
    super(message, { cause: more.cause })
    this.code = code
    this.hint = more.hint
  }
}

export function usageError(message: string, hint?: string): CliError {
  return new CliError('usage', message, hint === undefined ? {} : { hint })
}
