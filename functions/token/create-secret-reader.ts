import type { SecretStore } from '../core/ports/secret-store.ts'

/** The secrets of a hook's version of them; a hook without secrets has none to read. */
export type SecretReader = (
  hookId: string,
  versionId: string | undefined,
) => Promise<Record<string, string>>

/**
 * Reads each version once: a changed secret is a new version with its own id in the tenant record,
 * so what is remembered is never stale. The latest version per hook is kept.
 */
export function createSecretReader(store: Pick<SecretStore, 'read'>): SecretReader {
  const remembered = new Map<string, { versionId: string; secrets: Record<string, string> }>()
  return async (hookId, versionId) => {
    if (versionId === undefined) return {}
    const known = remembered.get(hookId)
    if (known?.versionId === versionId) return known.secrets
    const secrets = await store.read(hookId, versionId)
    remembered.set(hookId, { versionId, secrets })
    return secrets
  }
}
