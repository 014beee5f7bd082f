import type { HookOutcome } from '../../hooks/runtime/contract.ts'
import type { Api } from '../core/api-model.ts'
import type { Client } from '../core/client-model.ts'
import { HookVersionGone, StoreError } from '../core/errors.ts'
import { hookEvent } from '../core/hook-event.ts'
import type { PinnedHook } from '../core/hook-model.ts'
import type { HookRunner } from '../core/ports/hook-runner.ts'
import type { Tenant } from '../core/tenant-model.ts'
import type { SecretReader } from './create-secret-reader.ts'
import { hookContext } from './hook-context.ts'
import type { TokenRequest } from './parse-token-request.ts'

/** That one token tries, each because the one before was replaced: somebody saves and saves. */
const MOST_PINS = 5

/** A run of the enabled hook. */
export interface HookRun {
  hook: PinnedHook
  outcome: HookOutcome
}

export interface HookPorts {
  runner: Pick<HookRunner, 'run'>
  readSecrets: SecretReader
  /** The tenant as it is now, for when the pinned version has just been replaced. */
  readTenant: () => Promise<Tenant>
}

/**
 * Runs the pinned version; undefined when no hook is enabled, or the token is for the Management
 * API and its hook setting is off (a broken hook must not lock its owner out).
 */
export async function runHook(
  ports: HookPorts,
  tenant: Tenant,
  client: Client,
  exchange: { api: Api; scope: string[] },
  request: TokenRequest,
): Promise<HookRun | undefined> {
  if (exchange.api.isSystem && !tenant.hookOnManagementApi) return undefined
  let pinned = tenant.hook
  for (let tries = 1; pinned !== undefined; tries++) {
    try {
      return await runPinned(pinned)
    } catch (error) {
      const didNotRun = error instanceof HookVersionGone || error instanceof StoreError
      if (!didNotRun || tries === MOST_PINS) throw error
      // A pin that was replaced meanwhile names what has just been removed.
      const { hook } = await ports.readTenant()
      if (hook !== undefined && isSame(hook, pinned)) throw error
      pinned = hook
    }
  }
  return undefined

  async function runPinned(hook: PinnedHook): Promise<HookRun> {
    const event = hookEvent({
      limits: hook,
      secrets: await ports.readSecrets(hook.hookId, hook.secretsVersionId),
      tenant,
      client,
      scope: exchange.scope,
      audience: exchange.api.identifier,
      context: hookContext(request),
    })
    return { hook, outcome: await ports.runner.run(hook.versionArn, event) }
  }
}

function isSame(one: PinnedHook, other: PinnedHook): boolean {
  return one.versionArn === other.versionArn && one.secretsVersionId === other.secretsVersionId
}
