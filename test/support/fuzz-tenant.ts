import type { LogEvent } from '../../functions/core/log-event.ts'
import type { EventLog } from '../../functions/core/ports/event-log.ts'
import { keyOfCode } from '../../functions/management/dashboard-codes/create-dashboard-code.ts'
import { DEPLOYMENT_WAIT_MS } from '../../functions/management/hooks/begin-deployment.ts'
import { createManagementEndpoint } from '../../functions/management/management-endpoint.ts'
import { listOperations } from '../../functions/management/operations.ts'
import { systemClock } from '../../functions/system-clock.ts'
import { createLocalDeployments } from '../../local/hooks/run-deployments.ts'
import { createFirstCredentials, seedTenant } from '../../local/seed.ts'
import { openFuzzCaller } from './fuzz-caller.ts'
import { memoryHooks } from './fuzz-hooks.ts'
import { quickSigner, quickSigningKeys, signManagementToken } from './fuzz-keys.ts'
import { KNOWN_CODE } from './fuzz-known.ts'
import { openFuzzStore } from './fuzz-store.ts'

const ISSUER = 'https://fuzz.example/'

/** A fresh tenant in memory, with some of everything, and a caller who may do everything. */
export async function openFuzzTenant(log: EventLog) {
  const { store, dump, changedSince } = openFuzzStore()
  let lastEvent: LogEvent | undefined
  const hooks = { ...memoryHooks(), store, clock: systemClock }
  const ports = {
    ...hooks,
    deployments: createLocalDeployments(hooks, (error) => console.error(error)),
    deploymentWaitMs: DEPLOYMENT_WAIT_MS,
    keys: quickSigningKeys(),
    signer: quickSigner,
    counter: { count: async () => 1 },
    requestsPerMinute: Number.MAX_SAFE_INTEGER,
    log: {
      ...log,
      append(event: LogEvent) {
        lastEvent = event
        log.append(event)
      },
    },
  }
  const credentials = createFirstCredentials()
  await seedTenant(ports, ISSUER, credentials)
  const admin = credentials.admin.client_id
  const now = systemClock.now()
  const code = { clientId: admin, scopes: [], expiresAt: now + 3_600_000, signedInAt: now }
  await store.transact([{ put: keyOfCode(KNOWN_CODE), value: code, expect: 'absent' }])
  const caller = await openFuzzCaller(listOperations(ports), {
    send: createManagementEndpoint(ports),
    token: signManagementToken(ISSUER, admin),
    admin,
    host: new URL(ISSUER).host,
  })
  return { ...caller, dump, changedSince, lastEvent: () => lastEvent }
}
