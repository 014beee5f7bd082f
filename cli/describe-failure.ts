import { CommanderError } from '@commander-js/extra-typings'
import {
  ManagementApiError,
  UnreachableError,
} from '../functions/management/contract/management-transport.ts'
import { CliError, type CliErrorCode } from './cli-error.ts'

/** Why a command failed, as its last words. */
export interface Failure {
  code: CliErrorCode
  message: string
  /** What to do next. */
  hint?: string
  /** Of an answer of the Management API. */
  status?: number
  error_code?: string
}

/** What was thrown, as what the person at the terminal has to know. */
export function describeFailure(error: unknown): Failure {
  if (error instanceof CliError) {
    const { code, message, hint, cause } = error
    const refusal = cause instanceof ManagementApiError ? cause : undefined
    return { code, message, ...(hint !== undefined && { hint }), ...(refusal && wordsOf(refusal)) }
  }
  if (error instanceof CommanderError) {
    const message = error.message.replace(/^error: /, '')
    return { code: 'usage', message, hint: 'hookmint --help lists the commands and their options.' }
  }
  if (error instanceof ManagementApiError) return describeRefusal(error)
  if (error instanceof UnreachableError) return describeSilence(error)
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return { code: 'bug', message: `This is a mistake in hookmint itself: ${stack}` }
}

function describeRefusal(refusal: ManagementApiError): Failure {
  const { status, message, retryAfterSeconds } = refusal
  const hint =
    retryAfterSeconds !== undefined
      ? `Try again in ${retryAfterSeconds} s.`
      : status === 403
        ? 'The application of this profile lacks that scope: hookmint grants ls shows what it has.'
        : undefined
  return {
    code: codeOf(status),
    message,
    ...(hint !== undefined && { hint }),
    ...wordsOf(refusal),
  }
}

/** As programs read it. */
function wordsOf({ status, errorCode }: ManagementApiError) {
  return { status, ...(errorCode !== undefined && { error_code: errorCode }) }
}

function codeOf(status: number): CliErrorCode {
  if (status === 401 || status === 403) return 'not_authorized'
  if (status === 404) return 'not_found'
  return status === 429 || status >= 500 ? 'server_error' : 'bad_request'
}

function describeSilence(error: UnreachableError): Failure {
  const { cause } = error
  if (cause instanceof Error && cause.name === 'TimeoutError') {
    return { code: 'timeout', message: error.message, hint: 'Try again, or look at the server.' }
  }
  const reason = cause instanceof Error ? innermost(cause) : undefined
  const hint = /certificate|issuer|self.signed/i.test(reason ?? '')
    ? 'Its certificate is of an authority unknown here: set NODE_EXTRA_CA_CERTS to its PEM file.'
    : 'Is it running, and is the URL of the profile right? hookmint profiles ls shows it.'
  return {
    code: 'server_error',
    message: reason === undefined ? error.message : `${error.message} (${reason})`,
    hint,
  }
}

/** `fetch failed` says nothing; its cause does. */
function innermost(error: Error): string {
  let deepest: Error = error
  while (deepest.cause instanceof Error) deepest = deepest.cause
  const code = 'code' in deepest ? String(deepest.code) : ''
  return deepest.message === '' ? code : deepest.message
}
