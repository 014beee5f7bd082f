import { ManagementError } from '../../core/management-error.ts'
import type { Hook, InertTrigger, Tenant } from '../../core/model.ts'
import type { Stored, TenantStore } from '../../core/ports.ts'
import { hookKey, inertTriggerKey, tenantKey } from '../../core/record-keys.ts'
import { INERT_TRIGGERS, RUNNING_TRIGGER } from '../contract/hooks.ts'

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

/** Whether a hook's trigger runs here. */
export function isRunning({ triggerId }: Pick<Hook, 'triggerId'>): boolean {
  return triggerId === RUNNING_TRIGGER
}

/** What decides which hook of a trigger is enabled: the tenant's pin, or the trigger's own record. */
export interface Enablement {
  tenant: Stored<Tenant>
  trigger: Stored<InertTrigger> | undefined
}

export async function readEnablement(store: TenantStore, triggerId: string): Promise<Enablement> {
  const [tenant, trigger] = await store.read([tenantKey, inertTriggerKey(triggerId)])
  if (tenant === undefined) throw new Error('The tenant is not set up yet')
  return { tenant, trigger }
}

export function isEnabled({ tenant, trigger }: Enablement, hook: Hook): boolean {
  return (isRunning(hook) ? tenant.value.hook : trigger?.value)?.hookId === hook.id
}

/** The ids of all enabled hooks, at most one for each trigger. */
export async function readEnabledHooks(store: TenantStore): Promise<ReadonlySet<string>> {
  const [tenant, ...triggers] = await store.read([
    tenantKey,
    ...INERT_TRIGGERS.map(inertTriggerKey),
  ] as const)
  const ids = [tenant?.value.hook?.hookId, ...triggers.map((trigger) => trigger?.value.hookId)]
  return new Set(ids.filter((id) => id !== undefined))
}
