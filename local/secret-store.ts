import type { DatabaseSync } from 'node:sqlite'
import { StoreError } from '../functions/core/errors.ts'
import type { SecretStore } from '../functions/core/ports.ts'

/** `SecretStore` in the tenant database; a version's id is the request token that wrote it. */
export function createSecretStore(database: DatabaseSync): SecretStore {
  const select = database.prepare('SELECT value FROM secrets WHERE hook_id = ? AND version_id = ?')
  const insert = database.prepare('INSERT OR IGNORE INTO secrets VALUES (?, ?, ?)')
  const remove = database.prepare('DELETE FROM secrets WHERE hook_id = ?')
  return {
    async read(hookId, versionId) {
      const row = select.get(hookId, versionId)
      if (row === undefined) {
        throw new StoreError(`The hook ${hookId} has no secrets of version ${versionId}`)
      }
      return JSON.parse(String(row.value))
    },
    async write(hookId, secrets, requestToken) {
      insert.run(hookId, requestToken, JSON.stringify(secrets))
      return { versionId: requestToken }
    },
    async remove(hookId) {
      remove.run(hookId)
    },
  }
}
