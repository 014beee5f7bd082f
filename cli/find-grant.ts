import type { GrantAnswer } from '../functions/management/contract/answers.ts'
import { CliError } from './cli-error.ts'
import { findApi } from './find-api.ts'
import { findClient } from './find-client.ts'
import type { Session } from './session/open-session.ts'

/** The grant of an application for an API, each named as a person would. */
export async function findGrant(
  session: Session,
  client: string,
  api: string,
): Promise<GrantAnswer> {
  const { client_id, name } = await findClient(session, client)
  const { identifier: audience } = await findApi(session, api)
  const [grant] = await session.tenant.grants.list({ client_id, audience })
  if (grant !== undefined) return grant
  throw new CliError('not_found', `Application ${name} has no grant for ${audience}.`, {
    hint: `Create one: hookmint grants create ${client_id} ${audience} --scope SCOPE`,
  })
}
