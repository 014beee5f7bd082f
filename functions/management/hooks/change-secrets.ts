import { randomUUID } from 'node:crypto'
import { ConflictError, SecretsGone } from '../../core/errors.ts'
import type { Hook } from '../../core/hook-model.ts'
import { writeHook } from '../../core/hook-write.ts'
import { ManagementError } from '../../core/management-error.ts'
import type { Clock } from '../../core/ports/clock.ts'
import type { SecretStore } from '../../core/ports/secret-store.ts'
import type { Stored, TenantStore } from '../../core/ports/tenant-store.ts'
import { hookKey } from '../../core/record-keys.ts'
import { retryConflicts } from '../../core/retry-conflicts.ts'
import { isHookNotFound, readHook } from './read-hook.ts'
import {
  changeNames,
  changeValues,
  checkBytes,
  checkCount,
  type SecretChange,
} from './secret-change.ts'

export interface SecretPorts {
  store: TenantStore
  secrets: SecretStore
  clock: Clock
}

/**
 * Changes the secrets of a hook: a new version of them, no new version of the hook; the next token
 * runs with it. It needs no lease: what is written is a version of its own that nobody reads, and
 * one transaction, conditioned on the hook's revision, makes it the hook's and moves the pin. Older
 * versions go after that. `decide` sees the hook as it is. Throws a 404, a 400 beyond the limits, and
 * a 409 for some of several secrets whose values are gone.
 */
export async function changeSecrets(
  ports: SecretPorts,
  hookId: string,
  decide: (hook: Hook) => SecretChange,
): Promise<void> {
  const { store, secrets, clock } = ports
  const written: string[] = []
  try {
    await retryConflicts(async () => {
      const before = await readHook(store, hookId)
      const hook = before.value
      const change = decide(hook)
      const known = hook.secretsVersionId
      const found = await readValues(ports, before)
      if (found === undefined) refuseHalf(hook, change)
      const values = found ?? new Map<string, string>()
      const after: Hook = { ...hook, ...changeNames(hook, change) }
      checkCount(after)
      if (changeValues(values, change) || found === undefined) {
        const map = Object.fromEntries(values)
        checkBytes(map)
        delete after.secretsVersionId
        if (values.size > 0) {
          after.secretsVersionId = (await secrets.write(hookId, map, randomUUID())).versionId
          written.push(after.secretsVersionId)
        }
      }
      await writeHook(store, { before, after }, clock.now())
      await removeUnread(secrets, hookId, known, after.secretsVersionId)
    })
  } catch (error) {
    await removeUnused(ports, hookId, written, error)
    throw error
  }
}

/**
 * Undefined when they are gone. Throws a `ConflictError` when they were changed and removed since the
 * hook was read.
 */
async function readValues(
  { store, secrets }: SecretPorts,
  { value: hook, revision }: Stored<Hook>,
): Promise<Map<string, string> | undefined> {
  if (hook.secretsVersionId === undefined) return new Map()
  try {
    return new Map(Object.entries(await secrets.read(hook.id, hook.secretsVersionId)))
  } catch (error) {
    const [now] = await store.read([hookKey(hook.id)])
    if (now?.revision !== revision) throw new ConflictError(hookKey(hook.id))
    if (error instanceof SecretsGone) return undefined
    throw error
  }
}

/** Of secrets whose values are gone none may be left without one unseen. */
function refuseHalf(hook: Hook, { values = {}, removed = [] }: SecretChange): void {
  const { secretNames = [], missingSecrets = [] } = hook
  const replaced = new Set([...missingSecrets, ...removed, ...Object.keys(values)])
  if (secretNames.every((name) => replaced.has(name))) return
  const names = secretNames.filter((name) => !missingSecrets.includes(name))
  throw ManagementError.conflict(
    `The values of the hook's secrets are gone. Give all of them anew in one call, or remove those that it does not need: ${names.join(', ')}`,
  )
}

/** A token that has read the pin before finds its secrets gone, and reads the pin again. */
async function removeUnread(
  secrets: SecretStore,
  hookId: string,
  before: string | undefined,
  after: string | undefined,
): Promise<void> {
  if (after !== undefined) await secrets.keepOnly(hookId, after)
  else if (before !== undefined) await secrets.removeVersion(hookId, before)
}

/** What was written for nothing; when the store was out of reach it may be in use for all that. */
async function removeUnused(
  { store, secrets }: SecretPorts,
  hookId: string,
  written: string[],
  error: unknown,
): Promise<void> {
  if (written.length === 0) return
  if (isHookNotFound(error)) return secrets.remove(hookId)
  const [hook] = await store.read([hookKey(hookId)])
  for (const versionId of written) {
    if (hook?.value.secretsVersionId !== versionId) await secrets.removeVersion(hookId, versionId)
  }
}
