import type { ClientAnswer } from '../functions/management/contract/answers.ts'
import { CliError } from './cli-error.ts'
import { closestName } from './closest-name.ts'
import type { Session } from './session/open-session.ts'

/** The application of a client id or a name. */
export async function findClient({ tenant }: Session, wanted: string): Promise<ClientAnswer> {
  const clients = await tenant.clients.list()
  const found =
    clients.find(({ client_id }) => client_id === wanted) ??
    only(
      clients.filter(({ name }) => name.toLowerCase() === wanted.toLowerCase()),
      wanted,
    )
  if (found !== undefined) return found
  const close = closestName(
    wanted,
    clients.map(({ name }) => name),
  )
  throw new CliError('not_found', `No such application: ${wanted}`, {
    hint: close === undefined ? 'hookmint clients ls shows them.' : `Did you mean ${close}?`,
  })
}

/** Names need not be unique. */
function only(named: ClientAnswer[], wanted: string): ClientAnswer | undefined {
  if (named.length < 2) return named[0]
  const ids = named.map(({ client_id }) => client_id).join(', ')
  throw new CliError('usage', `Several applications are called ${wanted}.`, {
    hint: `Name one by its client id: ${ids}`,
  })
}
