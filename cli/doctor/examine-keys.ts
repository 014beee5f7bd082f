import { fetchPublic } from '../session/fetch-public.ts'
import type { Session } from '../session/open-session.ts'
import { error, type Finding, ok, warning } from './finding.ts'

/** Whether there is a key to sign with and one to go on with, and whether verifiers see both. */
export async function examineKeys({ tenant, url }: Session): Promise<Finding[]> {
  const keys = await tenant.keys.list()
  const { body } = await fetchPublic(url, '.well-known/jwks.json')
  const published = new Set((body.keys as { kid: string }[]).map(({ kid }) => kid))
  const current = keys.find((key) => key.current)
  const next = keys.find((key) => key.next)
  if (current === undefined) {
    return [error('keys', 'No key signs: no token can be issued.', 'hookmint keys rotate --force')]
  }
  const unseen = [current, next].filter((key) => key !== undefined && !published.has(key.kid))
  if (unseen.length > 0) {
    const kids = unseen.map((key) => key?.kid).join(', ')
    return [
      error('keys', `Not published, so that tokens do not verify: ${kids}`, 'hookmint keys rotate'),
    ]
  }
  if (next === undefined) {
    return [warning('keys', 'There is no next key.', 'hookmint keys rotate --force makes one.')]
  }
  return [ok('keys', `${current.kid} signs, ${next.kid} is next; both are published.`)]
}
