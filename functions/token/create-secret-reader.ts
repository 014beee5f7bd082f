import type { SecretStore } from '../core/ports/secret-store.ts'

/** The secrets of a hook's version of them; a hook without secrets has none to read. */
export type SecretReader = (
  hookId: string,
  versionId: string | undefined,
) => Promise<Record<string, string>>

/**
 * Reads each version once: a changed secret is a new version with its own id in the tenant record,
 * so what is remembered is never stale. One version is: only one hook is enabled at a time.
 */
export function createSecretReader(store: Pick<SecretStore, 'read'>): SecretReader {
  let latest: { hookId: string; versionId: string; secrets: Record<string, string> } | undefined
  return async (hookId, versionId) => {
    if (versionId === undefined) return {}
    if (latest?.hookId === hookId && latest.versionId === versionId) return latest.secrets
    const secrets = await store.read(hookId, versionId)
    latest = { hookId, versionId, secrets }
    return secrets
  }
}
