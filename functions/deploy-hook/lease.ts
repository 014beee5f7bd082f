import { ConflictError } from '../core/errors.ts'
import { inPhase } from '../core/hook-deployment.ts'
import type { Deployment } from '../core/hook-model.ts'
import type { Clock } from '../core/ports/clock.ts'
import type { Change, TenantStore } from '../core/ports/tenant-store.ts'
import { deploymentKey } from '../core/record-keys.ts'

/** The deployment has ended or is in other hands: what was under way here must have no effect. */
export class LeaseLost extends Error {
  override name = 'LeaseLost'
}

/** The right to deploy a hook: as long as nobody else has written the deployment's record. */
export interface Lease {
  readonly deployment: Deployment
  /** Of the record, as long as the lease is held. */
  readonly revision: number
  /** Begins the next phase. Throws `LeaseLost`. */
  enter(phase: 'building' | 'deploying' | 'probing'): Promise<void>
  /** Ends the deployment as failed. Throws `LeaseLost`. */
  fail(error: NonNullable<Deployment['error']>): Promise<void>
  /** Of the transaction that ends the deployment, which conflicts when the lease is lost. */
  readonly end: Change
}

/** Takes up a recorded deployment, from whoever had it before. Throws `LeaseLost` when it has ended. */
export async function takeLease(
  { store, clock }: { store: TenantStore; clock: Clock },
  hookId: string,
  deploymentId: string,
): Promise<Lease> {
  const key = deploymentKey(hookId)
  const [stored] = await store.read([key])
  if (stored?.value.id !== deploymentId || stored.value.phase === 'failed') throw new LeaseLost()
  let { value: deployment, revision } = stored

  async function write(value: Deployment): Promise<void> {
    try {
      await store.transact([{ put: key, value, expect: revision }])
    } catch (error) {
      throw error instanceof ConflictError ? new LeaseLost() : error
    }
    deployment = value
    revision += 1
  }

  const lease: Lease = {
    get deployment() {
      return deployment
    },
    get revision() {
      return revision
    },
    enter: (phase) => write(inPhase(deployment, phase, clock.now())),
    fail: (error) => write({ ...deployment, phase: 'failed', error }),
    get end() {
      return { remove: key, expect: revision } as const
    },
  }
  await lease.enter('building')
  return lease
}
