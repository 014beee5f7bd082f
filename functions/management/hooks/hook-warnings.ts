import type { Hook } from '../../core/hook-model.ts'
import { isRunning } from '../../core/hook-triggers.ts'
import type { TenantStore } from '../../core/ports/tenant-store.ts'
import { hookVersionKey } from '../../core/record-keys.ts'

/** What the owner of a hook should know of its current version and its secrets. */
export async function readWarnings(store: TenantStore, hook: Hook): Promise<string[]> {
  const missing = warnOfMissingSecrets(hook.missingSecrets ?? [])
  if (hook.version === 0) return missing
  const [version] = await store.read([hookVersionKey(hook.id, hook.version)])
  return [...(version?.value.warnings ?? []), ...missing]
}

/** A warning for each secret that has no value. */
export function warnOfMissingSecrets(names: readonly string[]): string[] {
  return names.map(
    (name) =>
      `The secret ${name} has no value, so the hook does not see it. Give it one: PATCH /api/v2/hooks/{id}/secrets`,
  )
}

/** A warning for a hook that is kept for exports alone. */
export function warnOfInertTrigger(hook: Pick<Hook, 'triggerId'>): string[] {
  if (isRunning(hook)) return []
  return [`Hooks of the trigger ${hook.triggerId} do not run here: it is stored and given back.`]
}
