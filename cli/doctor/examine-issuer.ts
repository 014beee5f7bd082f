import { fetchPublic } from '../session/fetch-public.ts'
import type { Session } from '../session/open-session.ts'
import { error, type Finding, ok, warning } from './finding.ts'

const MAX_SKEW_MS = 30_000

/** Whether the tenant answers, as itself, and whether its clock and this machine's agree. */
export async function examineIssuer({ url }: Session): Promise<Finding[]> {
  const { body, headers } = await fetchPublic(url, '.well-known/oauth-authorization-server')
  const issuer = String(body.issuer)
  const skewMs = Date.now() - Date.parse(headers.get('date') ?? '')
  return [
    issuer === url
      ? ok('issuer', `${url} answers, and is what tokens name as their issuer.`)
      : warning(
          'issuer',
          `Tokens name ${issuer} as their issuer, but it was reached as ${url}.`,
          `Use a profile of ${issuer}, or start the server with --issuer ${url}.`,
        ),
    Math.abs(skewMs) > MAX_SKEW_MS
      ? error(
          'clock',
          `The clocks of the tenant and of this machine are ${Math.round(Math.abs(skewMs) / 1000)} s apart.`,
          'Set the one that is wrong: tokens would seem expired, or not valid yet.',
        )
      : ok('clock', 'Its clock and that of this machine agree.'),
  ]
}
