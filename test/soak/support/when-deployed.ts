import { until } from '../../support/hook-processes.ts'
import type { ManagementClient } from '../../support/management-client.ts'
import { accepted } from './known.ts'

const LIMIT_MS = 60_000

/** A hook, once no deployment of it is under way; one that a crash has interrupted goes on after it. */
export async function whenDeployed(api: ManagementClient, id: string) {
  const shown = async () => accepted(await api.get(`/hooks/${id}`)).body
  const isDone = async () => ['failed', undefined].includes((await shown()).deployment?.phase)
  await until(`the deployment of the hook ${id} ends`, isDone, LIMIT_MS)
  return shown()
}
