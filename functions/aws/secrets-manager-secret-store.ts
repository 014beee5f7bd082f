import {
  DeleteSecretCommand,
  GetSecretValueCommand,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager'
import { SecretsGone, StoreError } from '../core/errors.ts'
import type { SecretStore } from '../core/ports/secret-store.ts'
import { callAws, faultName } from './aws-failure.ts'
import { secretFailure } from './secrets-manager-failure.ts'
import { writtenAt } from './secrets-manager-labels.ts'
import { type LabelledVersion, listVersions, takeLabelsOff } from './secrets-manager-versions.ts'
import { writeVersion } from './secrets-manager-write.ts'

/**
 * `SecretStore` on Secrets Manager: one secret `{prefix}/hooks/{hookId}` per hook, a JSON map; a
 * version's id is the request token that wrote it.
 *
 * Secrets Manager deletes no single version. Removing one takes its labels off: it is deprecated, the
 * service deletes it at a time of its own choosing, and `read` does not give it any more. Who may
 * call GetSecretValue with its id still can, until then.
 */
export function createSecretsManagerSecretStore(
  client: SecretsManagerClient,
  prefix: string,
): SecretStore {
  const idOf = (hookId: string) => `${prefix}/hooks/${hookId}`

  async function versionsOf(hookId: string): Promise<LabelledVersion[]> {
    try {
      return await listVersions(client, idOf(hookId))
    } catch (fault) {
      if (isNotFound(fault)) return []
      throw secretFailure('ListSecretVersionIds', idOf(hookId), fault)
    }
  }

  /** Removes those of a hook's versions that `isGone` says. */
  async function removeVersions(
    hookId: string,
    versions: LabelledVersion[],
    isGone: (version: LabelledVersion) => boolean,
  ) {
    const staying = versions.filter(
      (version) => version.writtenAt !== undefined && !isGone(version),
    )
    for (const version of versions.filter(isGone)) {
      await takeLabelsOff(client, idOf(hookId), version, staying)
    }
  }

  return {
    async read(hookId, versionId) {
      const command = new GetSecretValueCommand({ SecretId: idOf(hookId), VersionId: versionId })
      const answer = await client.send(command).catch((fault: unknown) => {
        if (isNotFound(fault)) return undefined
        throw secretFailure('GetSecretValue', idOf(hookId), fault)
      })
      if (answer?.SecretString === undefined || writtenAt(answer.VersionStages) === undefined) {
        throw new SecretsGone(hookId, versionId)
      }
      return parseSecrets(hookId, answer.SecretString)
    },
    write: (hookId, secrets, requestToken) =>
      writeVersion(client, idOf(hookId), secrets, requestToken),
    async keepOnly(hookId, versionId) {
      const versions = await versionsOf(hookId)
      const kept = versions.find((version) => version.versionId === versionId)?.writtenAt
      if (kept === undefined) return
      await removeVersions(hookId, versions, ({ writtenAt = kept }) => writtenAt < kept)
    },
    async removeVersion(hookId, versionId) {
      const versions = await versionsOf(hookId)
      await removeVersions(
        hookId,
        versions,
        (version) => version.versionId === versionId && version.writtenAt !== undefined,
      )
    },
    async remove(hookId) {
      const command = new DeleteSecretCommand({
        SecretId: idOf(hookId),
        ForceDeleteWithoutRecovery: true,
      })
      await callAws('SecretsManager', 'DeleteSecret', () =>
        client.send(command).catch((fault: unknown) => {
          if (!isNotFound(fault)) throw fault
        }),
      )
    },
  }
}

function parseSecrets(hookId: string, text: string): Record<string, string> {
  try {
    return JSON.parse(text)
  } catch {
    // What JSON.parse says quotes the secrets.
    throw new StoreError(`The secrets of the hook ${hookId} are no JSON: set them anew`)
  }
}

function isNotFound(fault: unknown): boolean {
  return faultName(fault) === 'ResourceNotFoundException'
}
