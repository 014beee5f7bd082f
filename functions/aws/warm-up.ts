import type { Clock } from '../core/ports/clock.ts'
import type { TenantStore } from '../core/ports/tenant-store.ts'
import type { TokenSigner } from '../core/ports/token-signer.ts'
import { tenantKey } from '../core/record-keys.ts'
import { currentSigningKey } from '../core/signing-keys.ts'
import type { LazyHookPorts } from './lazy-hook-ports.ts'

/** No header of a token begins like this. */
const NO_TOKEN = 'warm-up'
/** Lambda gives an init 10 s; the first request is not kept waiting for all of them. */
const LIMIT_MS = 5_000

/**
 * Does during a function's init, which has more processor than its requests, what the first token
 * would have to wait for: opens the connections, runs the clients' code once, loads what the
 * enabled hook takes. Never fails: what is out of reach now may not be at the first request.
 */
export async function warmUp(ports: {
  store: TenantStore
  signer: TokenSigner
  hooks: LazyHookPorts
  clock: Clock
}): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, LIMIT_MS)
  })
  await Promise.race([tryOut(ports).catch(() => {}), limit])
  clearTimeout(timer)
}

async function tryOut({ store, signer, hooks, clock }: Parameters<typeof warmUp>[0]) {
  const [tenant] = await store.read([tenantKey])
  if (tenant === undefined) return
  const { keyRef } = currentSigningKey(tenant.value.signingKeys, clock.now())
  await Promise.all([
    signer.sign(keyRef, NO_TOKEN),
    tenant.value.hook !== undefined && hooks.load(),
  ])
}
