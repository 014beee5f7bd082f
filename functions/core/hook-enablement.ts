import type { Hook, InertTrigger } from './hook-model.ts'
import { INERT_TRIGGERS, isRunning } from './hook-triggers.ts'
import type { Stored, TenantStore } from './ports/tenant-store.ts'
import { inertTriggerKey, tenantKey } from './record-keys.ts'
import type { Tenant } from './tenant-model.ts'

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
