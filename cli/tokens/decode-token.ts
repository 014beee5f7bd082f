import { decodeJwt, decodeProtectedHeader } from 'jose'
import { CliError } from '../cli-error.ts'

/** What a token says, whoever signed it. */
export interface DecodedToken {
  header: Record<string, unknown>
  payload: Record<string, unknown>
}

export function decodeToken(token: string): DecodedToken {
  try {
    return { header: { ...decodeProtectedHeader(token) }, payload: decodeJwt(token) }
  } catch (cause) {
    throw new CliError('bad_request', 'This is no JSON Web Token.', {
      hint: 'One is three parts with dots between them: eyJ…',
      cause,
    })
  }
}

/** Whether a text has the looks of a token. */
export function isToken(text: string): boolean {
  return /^eyJ[\w-]+\.[\w-]+\.[\w-]*$/.test(text)
}
