import type { ApiAnswer } from '../functions/management/contract/answers.ts'
import { CliError } from './cli-error.ts'
import { closestName } from './closest-name.ts'
import type { Session } from './session/open-session.ts'

/** The API of an identifier, id or name. */
export async function findApi({ tenant }: Session, wanted: string): Promise<ApiAnswer> {
  const apis = await tenant.apis.list()
  const found =
    apis.find(({ id, identifier }) => id === wanted || identifier === wanted) ??
    apis.find(({ name }) => name.toLowerCase() === wanted.toLowerCase())
  if (found !== undefined) return found
  const close = closestName(
    wanted,
    apis.flatMap(({ name, identifier }) => [name, identifier]),
  )
  throw new CliError('not_found', `No such API: ${wanted}`, {
    hint: close === undefined ? 'hookmint apis ls shows them.' : `Did you mean ${close}?`,
  })
}
