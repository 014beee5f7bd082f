import { HOOK_LIMITS } from '../../../hooks/runtime/contract.ts'
import type { Hook, HookSource } from '../../core/hook-model.ts'
import { isRunning } from '../../core/hook-triggers.ts'
import { ManagementError } from '../../core/management-error.ts'
import type { SecretStore } from '../../core/ports/secret-store.ts'
import type { TenantStore } from '../../core/ports/tenant-store.ts'
import { hookSourceKey } from '../../core/record-keys.ts'
import { draftSecrets } from './draft-secrets.ts'
import { readHook } from './read-hook.ts'

/** Code and settings of a test. */
export interface HookDraft {
  source: HookSource
  secrets: Record<string, string>
  /** Names of secrets without a value. */
  missingSecrets: string[]
  timeoutMs: number
  afterCallbackMs: number
}

/** What a caller wants of a saved hook to be different for the test. */
export interface DraftChange {
  version?: number | undefined
  script?: string | undefined
  dependencies?: Record<string, string> | undefined
  secrets?: Record<string, string> | undefined
}

/**
 * A saved version, by default the latest, or another script in its place, with the hook's secrets
 * and settings. Throws a 404, and a 400 for a hook that does not run here.
 */
export async function savedDraft(
  ports: { store: TenantStore; secrets: SecretStore },
  hookId: string,
  change: DraftChange,
): Promise<HookDraft> {
  const { value: hook } = await readHook(ports.store, hookId)
  if (!isRunning(hook)) {
    throw ManagementError.badRequest(
      `Hooks of the trigger ${hook.triggerId} do not run here. Test the script alone: POST /api/v2/hooks/test`,
    )
  }
  const known = hook.secretsVersionId
  const saved = known === undefined ? {} : await ports.secrets.read(hookId, known)
  return {
    source: await readSource(ports.store, hook, change),
    ...draftSecrets(saved, hook.missingSecrets ?? [], change.secrets ?? {}),
    timeoutMs: hook.timeoutMs ?? HOOK_LIMITS.defaultTimeoutMs,
    afterCallbackMs: hook.afterCallbackMs ?? 0,
  }
}

/** A script of no saved hook. */
export function unsavedDraft(given: {
  script: string
  dependencies: Record<string, string>
  secrets: Record<string, string>
  timeout_ms?: number | undefined
  after_callback_ms?: number | undefined
}): HookDraft {
  return {
    source: { script: given.script, dependencies: given.dependencies },
    ...draftSecrets({}, [], given.secrets),
    timeoutMs: given.timeout_ms ?? HOOK_LIMITS.defaultTimeoutMs,
    afterCallbackMs: given.after_callback_ms ?? 0,
  }
}

/** With the lock of the version, so that the test runs what was saved, unless the code is another. */
async function readSource(
  store: TenantStore,
  hook: Hook,
  { version = hook.version, script, dependencies }: DraftChange,
): Promise<HookSource> {
  if (script !== undefined) return { script, dependencies: dependencies ?? hook.dependencies }
  const [stored] = await store.read([hookSourceKey(hook.id, version)])
  if (stored === undefined) {
    throw ManagementError.notFound(
      `The hook has no version ${version}. List them: GET /api/v2/hooks/${hook.id}/versions`,
    )
  }
  return dependencies === undefined ? stored.value : { script: stored.value.script, dependencies }
}
