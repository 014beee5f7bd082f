import { createHash } from 'node:crypto'
import { join } from 'node:path'
import envPaths from 'env-paths'
import type { Profile } from '../profile.ts'
import { requestToken } from '../tokens/request-token.ts'
import { readPrivateFile, writePrivateFile } from './private-file.ts'

/** A token this close to its end is not used any more. */
const MARGIN_MS = 60_000

interface CachedToken {
  access_token: string
  /** Milliseconds since 1970. */
  expires_at: number
}

type Tokens = Record<string, CachedToken>

function tokensFile(): string {
  return join(envPaths('hookmint', { suffix: '' }).cache, 'tokens.json')
}

/**
 * A token of the Management API for this profile: the one of an earlier command until it expires;
 * `renew` when the tenant refused it.
 */
export async function managementToken(profile: Profile, renew: boolean): Promise<string> {
  const key = keyOf(profile)
  const now = Date.now()
  const cached = await readTokens()
  const known = cached[key]
  if (!renew && known !== undefined && known.expires_at - MARGIN_MS > now) return known.access_token
  const { url, client_id, client_secret } = profile
  const audience = new URL('api/v2/', url).href
  const answer = await requestToken(url, { client_id, client_secret, audience })
  const { access_token, expires_in } = answer
  const live = Object.entries(cached).filter(([, { expires_at }]) => expires_at > now)
  await writePrivateFile(tokensFile(), {
    ...Object.fromEntries(live),
    [key]: { access_token, expires_at: now + expires_in * 1000 },
  })
  return access_token
}

/** A cache that cannot be read is an empty one. */
async function readTokens(): Promise<Tokens> {
  try {
    return Object(await readPrivateFile(tokensFile()))
  } catch {
    return {}
  }
}

/** Of the secret too: whoever has another one has another token. */
function keyOf({ url, client_id, client_secret }: Profile): string {
  const digest = createHash('sha256').update(JSON.stringify([url, client_id, client_secret]))
  return digest.digest('base64url')
}
