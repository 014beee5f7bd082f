import type { Hook } from '../../core/hook-model.ts'
import { ManagementError } from '../../core/management-error.ts'
import { SECRET_LIMITS } from '../contract/hook-secrets.ts'

/** What of a hook's secrets changes. */
export interface SecretChange {
  /** New values by name. */
  values?: Record<string, string>
  /** Names that have no value yet. */
  missing?: string[]
  removed?: string[]
}

/** The names after a change. */
export function changeNames(hook: Hook, { values = {}, missing = [], removed = [] }: SecretChange) {
  const given = Object.keys(values)
  const names = new Set([...(hook.secretNames ?? []), ...given, ...missing])
  const without = new Set([...(hook.missingSecrets ?? []), ...missing])
  for (const name of removed) names.delete(name)
  for (const name of [...removed, ...given]) without.delete(name)
  return { secretNames: [...names], missingSecrets: [...without] }
}

/** Changes the values; whether there is anything new. */
export function changeValues(
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

/** Throws a 400 beyond the limit. */
export function checkCount({ secretNames = [] }: Hook): void {
  const { secrets } = SECRET_LIMITS
  if (secretNames.length <= secrets) return
  throw ManagementError.invalidBody(
    `a hook can have at most ${secrets} secrets, these would be ${secretNames.length}`,
  )
}

/** Throws a 400 beyond the limit. */
export function checkBytes(secrets: Record<string, string>): void {
  const { totalBytes } = SECRET_LIMITS
  if (Buffer.byteLength(JSON.stringify(secrets)) <= totalBytes) return
  throw ManagementError.invalidBody(
    `all secrets of a hook together, as JSON, must fit ${totalBytes} bytes`,
  )
}
