import type { DatabaseSync } from 'node:sqlite'
import { SecretsGone } from '../functions/core/errors.ts'
import type { SecretStore } from '../functions/core/ports/secret-store.ts'

/** `SecretStore` in the tenant database; a version's id is the request token that wrote it. */
export function createSecretStore(database: DatabaseSync): SecretStore {
  const select = database.prepare('SELECT value FROM secrets WHERE hook_id = ? AND version_id = ?')
  const insert = database.prepare(
    `INSERT INTO secrets (hook_id, version_id, value, place) VALUES (?1, ?2, ?3,
       (SELECT coalesce(max(place), 0) + 1 FROM secrets WHERE hook_id = ?1))
     ON CONFLICT DO UPDATE SET place = excluded.place`,
  )
  const remove = database.prepare('DELETE FROM secrets WHERE hook_id = ?')
  const removeOne = database.prepare('DELETE FROM secrets WHERE hook_id = ? AND version_id = ?')
  const removeOlder = database.prepare(
    `DELETE FROM secrets WHERE hook_id = ?1 AND place <
       (SELECT place FROM secrets WHERE hook_id = ?1 AND version_id = ?2)`,
  )
  return {
    async read(hookId, versionId) {
      const row = select.get(hookId, versionId)
      if (row === undefined) {
        throw new SecretsGone(hookId, versionId)
      }
      return JSON.parse(String(row.value))
    },
    async write(hookId, secrets, requestToken) {
      insert.run(hookId, requestToken, JSON.stringify(secrets))
      return { versionId: requestToken }
    },
    async keepOnly(hookId, versionId) {
      removeOlder.run(hookId, versionId)
    },
    async removeVersion(hookId, versionId) {
      removeOne.run(hookId, versionId)
    },
    async remove(hookId) {
      remove.run(hookId)
    },
  }
}
