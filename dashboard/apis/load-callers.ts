import type { ClientAnswer, GrantAnswer } from '../../functions/management/contract/answers.ts'
import type { ManagementClient } from '../session/session-context.ts'

/** An application, with its grant for some API if it has one. */
export interface ApiCaller {
  client: ClientAnswer
  grant: GrantAnswer | undefined
}

/** All applications, those that are authorised for an API first. */
export async function loadCallers(
  { clients, grants }: ManagementClient,
  audience: string,
): Promise<ApiCaller[]> {
  const [all, given] = await Promise.all([clients.list(), grants.list({ audience })])
  return all
    .map((client) => ({
      client,
      grant: given.find(({ client_id }) => client_id === client.client_id),
    }))
    .sort(
      (a, b) =>
        Number(b.grant !== undefined) - Number(a.grant !== undefined) ||
        a.client.name.localeCompare(b.client.name),
    )
}
