import { isEnabled, readEnablement } from '../../core/hook-enablement.ts'
import type { Deployment, Hook } from '../../core/hook-model.ts'
import type { TenantStore } from '../../core/ports/tenant-store.ts'
import { readHook } from './read-hook.ts'

/** A hook as its owner is answered. */
export interface HookAnswer {
  hook: Hook
  enabled: boolean
  /** Still under way, or failed. */
  deployment?: Deployment | undefined
}

/** A hook as it is now, whatever is under way. Throws a 404. */
export async function readAnswer(store: TenantStore, hookId: string): Promise<HookAnswer> {
  const { value: hook } = await readHook(store, hookId)
  return { hook, enabled: isEnabled(await readEnablement(store, hook.triggerId), hook) }
}
