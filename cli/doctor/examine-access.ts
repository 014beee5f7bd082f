import { decodeJwt } from 'jose'
import type { Session } from '../session/open-session.ts'
import { managementToken } from '../session/token-cache.ts'
import { type Finding, ok, warning } from './finding.ts'

/** Whether the profile's application may do all that the Management API has. */
export async function examineAccess({
  profile,
  profileName,
  tenant,
  url,
}: Session): Promise<Finding[]> {
  const token = await managementToken(profile, true)
  const granted = new Set(String(decodeJwt(token).scope ?? '').split(' '))
  const audience = new URL('api/v2/', url).href
  const { scopes = [] } = await tenant.apis.get(audience)
  const missing = scopes.map(({ value }) => value).filter((scope) => !granted.has(scope))
  if (missing.length === 0) {
    return [ok('access', `The application of ${profileName} may do everything.`)]
  }
  return [
    warning(
      'access',
      `The application of ${profileName} lacks ${missing.join(' ')}.`,
      `With a profile that may: hookmint grants update ${profile.client_id} ${audience} --scope …`,
    ),
  ]
}
