import type { Hook } from '../../core/hook-model.ts'
import { ManagementError } from '../../core/management-error.ts'
import type { Stored, TenantStore } from '../../core/ports/tenant-store.ts'
import { hookKey } from '../../core/record-keys.ts'

/** Reads a hook; throws the recorded 404, also for one that is being deleted. */
export async function readHook(store: TenantStore, hookId: string): Promise<Stored<Hook>> {
  const [hook] = await store.read([hookKey(hookId)])
  if (hook === undefined) throw hookNotFound()
  return hook
}

const NOT_FOUND = 'HookDoesNotExist'

export function hookNotFound(): ManagementError {
  return ManagementError.notFound('Error: Hook does not exist', NOT_FOUND)
}

export function isHookNotFound(error: unknown): boolean {
  return error instanceof ManagementError && error.errorCode === NOT_FOUND
}
