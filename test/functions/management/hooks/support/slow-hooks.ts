import { afterEach, beforeAll, beforeEach, expect, vi } from 'vitest'
import { HookBuildError } from '../../../../../functions/core/errors.ts'
import type { Deployment } from '../../../../../functions/core/hook-model.ts'
import { deploymentKey } from '../../../../../functions/core/record-keys.ts'
import { closedGate } from '../../../../support/closed-gate.ts'
import { until } from '../../../../support/hook-processes.ts'
import type { ManagementAnswer, ManagementClient } from '../../../../support/management-client.ts'
import type { ServedTenant } from '../../../../support/serve-tenant.ts'
import type { ManagedTenant } from '../../../../support/use-tenant.ts'
import { removeHooks, says } from './word-hook.ts'

/** Longer than any build here takes. */
export const LONG_WAIT_MS = 20_000
export const SHORT_WAIT_MS = 60

/** What a new hook is made of. */
export function given(changes: Record<string, string | boolean> = {}) {
  return { name: 'h', script: says('new'), triggerId: 'credentials-exchange', ...changes }
}

/** A hook that says `old`. */
export async function createHook(
  api: ManagementClient,
  changes: Record<string, string | boolean> = {},
): Promise<string> {
  const { status, body } = await api.post('/hooks', given({ script: says('old'), ...changes }))
  expect(status).toBe(201)
  return body.id
}

/** The deployment of a hook as its owner sees it. */
export async function shownDeployment(
  api: ManagementClient,
  hookId: string,
): Promise<Partial<Deployment> | undefined> {
  return (await api.get(`/hooks/${hookId}`)).body.deployment
}

/** The deployment of a hook as it is stored. */
export async function storedDeployment(
  { ports }: ServedTenant,
  hookId: string,
): Promise<Deployment | undefined> {
  const [record] = await ports.store.read([deploymentKey(hookId)])
  return record?.value
}

/**
 * A gate for the builds of each test, closed at first. After a test nothing is mocked any more, and
 * no hook is left.
 */
export function useBuildGate(tenant: ManagedTenant) {
  let gate = closedGate()
  beforeAll(() => removeHooks(tenant.api))
  beforeEach(() => {
    gate = closedGate()
    tenant.ports.deploymentWaitMs = LONG_WAIT_MS
  })
  afterEach(async () => {
    gate.open()
    vi.restoreAllMocks()
    tenant.ports.deploymentWaitMs = LONG_WAIT_MS
    await endHooks(tenant.api)
  })
  return {
    get reached() {
      return gate.reached
    },
    pass: () => gate.pass(),
    open: () => gate.open(),
    /** From now on builds wait before the gate; then they fail if there is a message. */
    holdBuilds(failure?: string): void {
      const { builder } = tenant.ports
      const build = builder.build.bind(builder)
      vi.spyOn(builder, 'build').mockImplementation(async (source) => {
        await gate.pass()
        if (failure !== undefined) throw new HookBuildError(failure, { line: 2, column: 7 })
        return build(source)
      })
    },
  }
}

/** What a save answers that is answered before its build ends. */
export async function savedSlowly(
  { ports }: ServedTenant,
  save: () => Promise<ManagementAnswer>,
): Promise<ManagementAnswer['body']> {
  ports.deploymentWaitMs = SHORT_WAIT_MS
  const answer = await save()
  ports.deploymentWaitMs = LONG_WAIT_MS
  expect(answer.headers.get('x-hookmint-deployment')).toBe('building')
  return answer.body
}

/** Waits until the deployment of a hook has ended. */
export async function deploymentEnds(api: ManagementClient, hookId: string): Promise<void> {
  const hasEnded = async () => (await shownDeployment(api, hookId)) === undefined
  await until('the deployment ends', hasEnded)
}

/** Removes all hooks once their deployments have ended; those that failed stay as they are. */
async function endHooks(api: ManagementClient): Promise<void> {
  for (const { id } of (await api.get('/hooks')).body) {
    await deploymentEnds(api, id).catch(() => {})
  }
  await removeHooks(api)
}
