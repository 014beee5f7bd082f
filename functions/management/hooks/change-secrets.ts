import { randomUUID } from 'node:crypto'
import { ManagementError } from '../../core/management-error.ts'
import type { Hook } from '../../core/model.ts'
import type { SecretStore, TenantStore } from '../../core/ports.ts'
import { SECRET_LIMITS } from '../contract/hook-secrets.ts'
import { retryConflicts } from '../retry-conflicts.ts'
import { isHookNotFound, readHook } from './read-hook.ts'
import { writeHook } from './write-hook.ts'

/** What of a hook's secrets changes. */
export interface SecretChange {
  /** New values by name. */
  values?: Record<string, string>
  /** Names that have no value yet. */
  missing?: string[]
  removed?: string[]
}

/**
 * Changes the secrets of a hook: a new version of them, no new version of the hook; the next token
 * runs with it. `decide` sees the hook as it is. Throws a 404, and a 400 beyond the limits.
 */
export async function changeSecrets(
  { store, secrets }: { store: TenantStore; secrets: SecretStore },
  hookId: string,
  decide: (hook: Hook) => SecretChange,
): Promise<void> {
  let written = false
  try {
    await retryConflicts(async () => {
      const before = await readHook(store, hookId)
      const hook = before.value
      const change = decide(hook)
      const known = hook.secretsVersionId
      const values = new Map(
        Object.entries(known === undefined ? {} : await secrets.read(hookId, known)),
      )
      const after: Hook = { ...hook, ...changeNames(hook, change) }
      checkCount(after)
      if (changeValues(values, change)) {
        const map = Object.fromEntries(values)
        checkBytes(map)
        delete after.secretsVersionId
        if (values.size > 0) {
          after.secretsVersionId = (await secrets.write(hookId, map, randomUUID())).versionId
          written = true
        }
      }
      await writeHook(store, { before, after })
    })
  } catch (error) {
    // Deleted meanwhile: what was just written is nobody's.
    if (written && isHookNotFound(error)) await secrets.remove(hookId)
    throw error
  }
}

function changeNames(hook: Hook, { values = {}, missing = [], removed = [] }: SecretChange) {
  const given = Object.keys(values)
  const names = new Set([...(hook.secretNames ?? []), ...given, ...missing])
  const without = new Set([...(hook.missingSecrets ?? []), ...missing])
  for (const name of removed) names.delete(name)
  for (const name of [...removed, ...given]) without.delete(name)
  return { secretNames: [...names], missingSecrets: [...without] }
}

/** Whether there is anything new. */
function changeValues(
  secrets: Map<string, string>,
  { values = {}, removed = [] }: SecretChange,
): boolean {
  let changed = false
  for (const name of removed) changed = secrets.delete(name) || changed
  for (const [name, value] of Object.entries(values)) {
    changed ||= secrets.get(name) !== value
    secrets.set(name, value)
  }
  return changed
}

function checkCount({ secretNames = [] }: Hook): void {
  const { secrets } = SECRET_LIMITS
  if (secretNames.length <= secrets) return
  throw ManagementError.invalidBody(
    `a hook can have at most ${secrets} secrets, these would be ${secretNames.length}`,
  )
}

function checkBytes(secrets: Record<string, string>): void {
  const { totalBytes } = SECRET_LIMITS
  if (Buffer.byteLength(JSON.stringify(secrets)) <= totalBytes) return
  throw ManagementError.invalidBody(
    `all secrets of a hook together, as JSON, must fit ${totalBytes} bytes`,
  )
}
