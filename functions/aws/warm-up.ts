import type { Clock } from '../core/ports/clock.ts'
import type { TenantReader } from '../core/ports/tenant-store.ts'
import type { TokenSigner } from '../core/ports/token-signer.ts'
import { tenantKey } from '../core/record-keys.ts'
import { currentSigningKey } from '../core/signing-keys.ts'
import type { SecretReader } from '../token/create-secret-reader.ts'
import type { LazyHookPorts } from './lazy-hook-ports.ts'

/** No header of a token begins like this. */
const NO_TOKEN = 'warm-up'
/** Lambda gives an init 10 s; the first request is not kept waiting for all of them. */
const LIMIT_MS = 5_000

/**
 * Does during a function's init, which has more processor than its requests, what the first token
 * would have to wait for: opens the connections, runs the clients' code once, reads the secrets of
 * the enabled hook. Never fails: what is out of reach now may not be at the first request.
 */
export async function warmUp(ports: {
  store: TenantReader
  signer: TokenSigner
  hooks: Pick<LazyHookPorts, 'connect'>
  readSecrets: SecretReader
  clock: Clock
}): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, LIMIT_MS)
  })
  await Promise.race([tryOut(ports).catch(() => {}), limit])
  clearTimeout(timer)
}

async function tryOut({ store, signer, hooks, readSecrets, clock }: Parameters<typeof warmUp>[0]) {
  const [tenant] = await store.read([tenantKey])
  if (tenant === undefined) return
  const { signingKeys, hook } = tenant.value
  const { keyRef } = currentSigningKey(signingKeys, clock.now())
  await Promise.allSettled([
    signer.sign(keyRef, NO_TOKEN),
    hook && hooks.connect(hook.versionArn),
    hook && readSecrets(hook.hookId, hook.secretsVersionId),
  ])
}
