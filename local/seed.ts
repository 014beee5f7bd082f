import { readFileSync } from 'node:fs'
import { generateSecret } from '../functions/core/client-secret.ts'
import type { Hook } from '../functions/core/hook-model.ts'
import { pinOf } from '../functions/core/hook-pin.ts'
import { createApiId, createClientId, createHookId } from '../functions/core/ids.ts'
import type { SigningKeys } from '../functions/core/ports/signing-keys.ts'
import type { Change, TenantStore } from '../functions/core/ports/tenant-store.ts'
import {
  hookKey,
  hookNameKey,
  hookSourceKey,
  hookVersionKey,
  tenantKey,
} from '../functions/core/record-keys.ts'
import { type PreparePorts, prepareVersion } from '../functions/deploy-hook/prepare-version.ts'
import { newApi } from '../functions/management/apis/api-records.ts'
import { newAdmin } from '../functions/management/clients/new-admin.ts'
import { newMachineClient } from '../functions/management/clients/new-client.ts'
import { newTenant } from '../functions/management/tenant/new-tenant.ts'
import type { FirstCredentials } from './first-credentials.ts'

const DEMO_AUDIENCE = 'https://api.example.com/'
const DEMO_SCOPES = [
  { value: 'read:data', description: 'Read data' },
  { value: 'write:data', description: 'Write data' },
]
const DEMO_HOOK = new URL('../hooks/examples/tutorial/hook.js', import.meta.url)
const TENANT_NAME = 'local'

interface SeedPorts extends PreparePorts {
  store: TenantStore
  keys: SigningKeys
}

/** New ids and secrets of the first two applications; kept in a file of their own, digests in the store. */
export function createFirstCredentials(): FirstCredentials {
  const fresh = () => ({ client_id: createClientId(), client_secret: generateSecret() })
  return { demo: { ...fresh(), audience: DEMO_AUDIENCE }, admin: fresh() }
}

/**
 * Makes the first tenant in one transaction: signing keys, the Management API with an admin, and a
 * demo API with an application and the tutorial's hook, enabled.
 */
export async function seedTenant(
  ports: SeedPorts,
  issuer: string,
  credentials: FirstCredentials,
): Promise<void> {
  const [made, hook] = await Promise.all([
    newTenant(ports, { name: TENANT_NAME, issuer }),
    prepareDemoHook(ports, ports.clock.now()),
  ])
  const tenant = { ...made.tenant, hook: pinOf(hook.hook, hook.version) }
  const { demo, admin } = credentials
  await ports.store.transact([
    { put: tenantKey, value: tenant, expect: 'absent' },
    ...made.changes,
    ...hook.changes,
    ...newApi(createApiId(), {
      name: 'Example API',
      identifier: demo.audience,
      scopes: DEMO_SCOPES,
    }).changes,
    ...newMachineClient(asClient(demo, 'demo'), [
      { api: demo.audience, audience: demo.audience, scope: ['read:data'] },
    ]),
    ...newAdmin(tenant, admin),
  ])
}

async function prepareDemoHook(ports: PreparePorts, now: number) {
  const given = {
    id: createHookId(now),
    name: 'tutorial',
    triggerId: 'credentials-exchange',
    script: readFileSync(DEMO_HOOK, 'utf8'),
    dependencies: {},
  }
  const { id: hookId, script, dependencies } = given
  const plan = { hookId, source: { script, dependencies }, reuse: false, privateClaims: false }
  const { version: prepared, source } = await prepareVersion(ports, plan)
  const version = { ...prepared, version: 1 }
  const hook: Hook = { ...given, version: 1, latestVersion: 1 }
  const changes: Change[] = [
    { put: hookKey(hook.id), value: hook, expect: 'absent' },
    { put: hookNameKey(hook.name), value: { hookId: hook.id }, expect: 'absent' },
    { put: hookVersionKey(hook.id, 1), value: version, expect: 'absent' },
    { put: hookSourceKey(hook.id, 1), value: source, expect: 'absent' },
  ]
  return { hook, version, changes }
}

function asClient(credentials: { client_id: string; client_secret: string }, name: string) {
  const { client_id: clientId, client_secret: secret } = credentials
  return { clientId, name, secret, tenant: TENANT_NAME }
}
