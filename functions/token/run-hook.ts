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

/** How many pins one exchange follows that are each replaced before it can run them. */
const MOST_PINS = 5

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
  if (tenant.hook === undefined) return undefined
  let pin = tenant.hook
  for (let tries = 1; ; tries++) {
    try {
      return await runPinned(pin)
    } catch (error) {
      if (!(error instanceof HookVersionGone || error instanceof StoreError)) throw error
      // Nothing ran. A pin that was replaced meanwhile names what has just been removed.
      const { hook } = await ports.readTenant()
      if (hook === undefined) return undefined
      if (isSamePin(hook, pin) || tries === MOST_PINS) {
        // Loaded when it is needed: it seldom is.
        const { endUnrun } = await import('./end-unrun.ts')
        return endUnrun(hook, error)
      }
      pin = hook
    }
  }

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

function isSamePin(one: PinnedHook, other: PinnedHook): boolean {
  return one.versionArn === other.versionArn && one.secretsVersionId === other.secretsVersionId
}
