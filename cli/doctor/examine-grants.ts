import type { ApiAnswer, GrantAnswer } from '../../functions/management/contract/answers.ts'
import type { Session } from '../session/open-session.ts'
import { error, type Finding, ok, warning } from './finding.ts'

/** Whether grants, APIs and the default audience fit together. */
export async function examineGrants({ tenant }: Session): Promise<Finding[]> {
  const [grants, apis, clients, settings] = await Promise.all([
    tenant.grants.list(),
    tenant.apis.list(),
    tenant.clients.list(),
    tenant.tenant.settings(),
  ])
  const apiOf = new Map(apis.map((api) => [api.identifier, api]))
  const nameOf = new Map(clients.map(({ client_id, name }) => [client_id, name]))
  const findings = [
    ...grants.flatMap((grant) => examineGrant(grant, apiOf, nameOf)),
    ...apis.filter(({ signing_alg }) => signing_alg !== 'RS256').map(tellUnmintable),
    ...examineDefault(settings.default_audience, apiOf),
  ]
  const count = `${clients.length} applications, ${apis.length} APIs, ${grants.length} grants`
  return findings.length > 0 ? findings : [ok('grants', `${count} fit together.`)]
}

function examineGrant(
  { client_id, audience, scope }: GrantAnswer,
  apiOf: Map<string, ApiAnswer>,
  nameOf: Map<string, string>,
): Finding[] {
  const name = nameOf.get(client_id)
  const api = apiOf.get(audience)
  const subject = `grant of ${name ?? client_id} for ${audience}`
  const remove = `hookmint grants rm ${client_id} ${audience}`
  if (name === undefined) return [error(subject, 'There is no such application.', remove)]
  if (api === undefined) return [error(subject, 'There is no such API.', remove)]
  const defined = new Set(api.scopes?.map(({ value }) => value))
  const unknown = scope.filter((value) => !defined.has(value))
  if (unknown.length === 0) return []
  return [
    warning(
      subject,
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

function examineDefault(audience: string, apiOf: Map<string, ApiAnswer>): Finding[] {
  if (audience === '' || apiOf.has(audience)) return []
  return [
    error(
      'default audience',
      `There is no API ${audience}, which requests without an audience mean.`,
      'hookmint tenant set default_audience=IDENTIFIER',
    ),
  ]
}
