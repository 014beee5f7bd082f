import { createLocalJWKSet, errors, type JSONWebKeySet, jwtVerify } from 'jose'
import { CliError } from '../cli-error.ts'
import { sendRequest } from '../session/send-request.ts'

/** Whether a token is one of this tenant's, as an API would ask, and what speaks against it. */
export interface Verification {
  valid: boolean
  reason?: string
}

/** Verifies signature, times and issuer of a token with the tenant's published keys. */
export async function verifyToken(url: string, token: string): Promise<Verification> {
  const metadata = await fetchJson(new URL('.well-known/oauth-authorization-server', url))
  const keys = await fetchJson(new URL('.well-known/jwks.json', url))
  try {
    await jwtVerify(token, createLocalJWKSet(keys as unknown as JSONWebKeySet), {
      issuer: String(metadata.issuer),
    })
    return { valid: true }
  } catch (error) {
    if (error instanceof errors.JOSEError) return { valid: false, reason: error.message }
    throw error
  }
}

async function fetchJson(url: URL): Promise<Record<string, unknown>> {
  try {
    const response = await sendRequest(url)
    if (response.ok) return Object(await response.json())
    throw new Error(`it answered ${response.status}`)
  } catch (cause) {
    throw new CliError('server_error', `${url} cannot be read.`, { cause })
  }
}
