import type { ApiAnswer, GrantAnswer } from '../../functions/management/contract/answers.ts'
import type { Session } from '../session/open-session.ts'
import { error, type Finding, ok, warning } from './finding.ts'

/** Whether grants and APIs fit together. */
export async function examineGrants({ tenant }: Session): Promise<Finding[]> {
  const [grants, apis] = await Promise.all([tenant.grants.list(), tenant.apis.list()])
  const findings = [
    ...grants.flatMap((grant) => examineGrant(grant, apis)),
    ...apis.filter(({ signing_alg }) => signing_alg !== 'RS256').map(tellUnmintable),
  ]
  const say = `${apis.length} APIs and ${grants.length} grants fit together.`
  return findings.length > 0 ? findings : [ok('grants', say)]
}

/** A scope that was taken from the API is still granted. */
function examineGrant({ client_id, audience, scope }: GrantAnswer, apis: ApiAnswer[]): Finding[] {
  const api = apis.find(({ identifier }) => identifier === audience)
  const defined = new Set(api?.scopes?.map(({ value }) => value))
  const unknown = scope.filter((value) => !defined.has(value))
  if (unknown.length === 0) return []
  return [
    warning(
      `grant of ${client_id} for ${audience}`,
      `The API does not define ${unknown.join(' ')}.`,
      `Grant what it has (hookmint grants update ${client_id} ${audience} --scope …), or add the scopes to the API.`,
    ),
  ]
}

function tellUnmintable({ identifier, signing_alg }: ApiAnswer): Finding {
  return error(
    `API ${identifier}`,
    `Its tokens are to be signed with ${signing_alg}, which is not done here: every request is refused.`,
    `Let the API verify with the published keys, and: hookmint apis update ${identifier} --signing-alg RS256`,
  )
}
