import { needsVersion } from '../../core/hook-change.ts'
import { readEnablement } from '../../core/hook-enablement.ts'
import { claimName, findHookByName } from '../../core/hook-names.ts'
import { pinChanges } from '../../core/hook-pin.ts'
import { writeHook } from '../../core/hook-write.ts'
import type { Clock } from '../../core/ports/clock.ts'
import type { HookDeployments } from '../../core/ports/hook-deployments.ts'
import type { TenantStore } from '../../core/ports/tenant-store.ts'
import { hookKey } from '../../core/record-keys.ts'
import { retryConflicts } from '../../core/retry-conflicts.ts'
import { answerDeployment } from './answer-deployment.ts'
import { beginDeployment, whenFree } from './begin-deployment.ts'
import { type NewHook, recordNewHook } from './create-hook.ts'
import type { HookAnswer } from './read-answer.ts'

export interface SaveHookPorts {
  store: TenantStore
  clock: Clock
  deployments: HookDeployments
}

/**
 * Saves a hook whatever there was, with its name if that is free, and waits until it is deployed;
 * an enabled one runs with all of it at once. Throws `HookBuildError`: then nothing changes.
 */
export async function saveHook(ports: SaveHookPorts, source: NewHook): Promise<HookAnswer> {
  const { store, clock } = ports
  const step = await whenFree(
    () =>
      retryConflicts(async () => {
        const [before] = await store.read([hookKey(source.id)])
        const isNamed = (await findHookByName(store, source.name)) !== undefined
        const also = isNamed ? [] : await claimName(store, source)
        if (before === undefined) {
          const hook = { ...source, version: 0, latestVersion: 0 }
          return recordNewHook(store, hook, false, clock.now(), also)
        }
        if (needsVersion(before.value, source)) {
          const goal = { kind: 'save', change: source } as const
          return beginDeployment(store, before, goal, clock.now())
        }
        const after = { ...before.value, ...source }
        return writeHook(store, { before, after, also }, clock.now())
      }),
    Number.POSITIVE_INFINITY,
  )
  if ('hook' in step) return step
  return answerDeployment(ports, step, (now) => now, Number.POSITIVE_INFINITY)
}

/** Pins a hook's own version in place of whatever is pinned. */
export async function enableHook(
  { store, clock }: { store: TenantStore; clock: Clock },
  hookId: string,
): Promise<void> {
  await retryConflicts(async () => {
    const [before] = await store.read([hookKey(hookId)])
    if (before === undefined) throw new Error(`There is no hook ${hookId}`)
    const enablement = await readEnablement(store, before.value.triggerId)
    await store.transact([
      { check: hookKey(hookId), expect: before.revision },
      ...(await pinChanges(store, enablement, { hook: before.value, enabled: true }, clock.now())),
    ])
  })
}
