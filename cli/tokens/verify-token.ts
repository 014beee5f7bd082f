import { createLocalJWKSet, errors, type JSONWebKeySet, jwtVerify } from 'jose'
import { fetchPublic } from '../session/fetch-public.ts'

/** Whether a token is one of this tenant's, as an API would ask, and what speaks against it. */
export interface Verification {
  valid: boolean
  reason?: string
}

/** Verifies signature, times and issuer of a token with the tenant's published keys. */
export async function verifyToken(url: string, token: string): Promise<Verification> {
  const { body: metadata } = await fetchPublic(url, '.well-known/oauth-authorization-server')
  const { body: keys } = await fetchPublic(url, '.well-known/jwks.json')
  try {
    await jwtVerify(token, createLocalJWKSet(keys as JSONWebKeySet), {
      issuer: String(metadata.issuer),
    })
    return { valid: true }
  } catch (error) {
    if (error instanceof errors.JOSEError) return { valid: false, reason: error.message }
    throw error
  }
}
