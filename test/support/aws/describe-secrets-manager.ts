import {
  CreateSecretCommand,
  DeleteSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  RestoreSecretCommand,
  type SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager'
import { beforeAll, describe, expect, it } from 'vitest'
import { listVersions } from '../../../functions/aws/secrets-manager-versions.ts'
import { SecretsGone } from '../../../functions/core/errors.ts'
import type { SecretStore } from '../../../functions/core/ports/secret-store.ts'

/** What the store relies on in Secrets Manager, seen on the emulator and on the fake of it alike. */
export function describeSecretsManager(
  name: string,
  open: () => { client: SecretsManagerClient; secrets: SecretStore; prefix: string },
): void {
  describe(`SecretStore on ${name}`, () => {
    let client: SecretsManagerClient
    let secrets: SecretStore
    let prefix: string
    beforeAll(() => {
      ;({ client, secrets, prefix } = open())
    })
    const token = (place: number) => `11111111-0000-4000-8000-${String(place).padStart(12, '0')}`
    /** The versions of a hook's secret with a label, and AWSCURRENT's value. */
    const look = async (hookId: string) => {
      const SecretId = `${prefix}/hooks/${hookId}`
      const current = { SecretId, VersionStage: 'AWSCURRENT' }
      const { SecretString } = await client.send(new GetSecretValueCommand(current))
      const labelled = (await listVersions(client, SecretId)).filter(({ labels }) => labels.length)
      return { labelled: labelled.map(({ versionId }) => versionId), current: SecretString }
    }

    it('leaves no label on what is removed, AWSCURRENT included: the service may delete it', async () => {
      await secrets.write('labels', { A: '1' }, token(1))
      const { versionId } = await secrets.write('labels', { A: '2' }, token(2))
      await secrets.keepOnly('labels', versionId)
      expect(await look('labels')).toEqual({ labelled: [versionId], current: '{"A":"2"}' })
    })

    it('leaves an empty current version where the only one was removed', async () => {
      const { versionId } = await secrets.write('only', { A: '1' }, token(3))
      await secrets.removeVersion('only', versionId)
      const { labelled, current } = await look('only')
      expect(labelled).not.toContain(versionId)
      expect(current).toBe('{}')
      const next = await secrets.write('only', { A: '2' }, token(4))
      expect(await secrets.read('only', next.versionId)).toEqual({ A: '2' })
    })

    it('reads again what was removed and is written once more under its token', async () => {
      const { versionId } = await secrets.write('again', { A: '1' }, token(5))
      await secrets.removeVersion('again', versionId)
      await secrets.write('again', { A: '1' }, token(5))
      expect(await secrets.read('again', versionId)).toEqual({ A: '1' })
    })

    it('refuses over 65,536 bytes', async () => {
      const write = secrets.write('huge', { A: 'x'.repeat(65_536) }, token(6))
      await expect(write).rejects.toBeInstanceOf(RangeError)
    })

    it('makes the first version current, and a label the property of one version', async () => {
      const Name = `${prefix}/labelled`
      await client.send(new CreateSecretCommand({ Name }))
      await expect(client.send(new CreateSecretCommand({ Name }))).rejects.toMatchObject({
        name: 'ResourceExistsException',
      })
      await put(Name, token(11), 'one', ['mine'])
      await put(Name, token(12), 'two', ['mine'])
      const get = (VersionStage: string) =>
        client.send(new GetSecretValueCommand({ SecretId: Name, VersionStage }))
      expect((await get('mine')).SecretString).toBe('two')
      expect((await get('AWSCURRENT')).SecretString).toBe('one')
    })

    it('changes no version, and moves a label only from where it is', async () => {
      const SecretId = `${prefix}/moved`
      await client.send(new CreateSecretCommand({ Name: SecretId }))
      await put(SecretId, token(13), 'one', ['AWSCURRENT'])
      await put(SecretId, token(14), 'two', ['mine'])
      await expect(put(SecretId, token(13), 'other', ['mine'])).rejects.toMatchObject({
        name: 'ResourceExistsException',
      })
      const move = (MoveToVersionId: string | undefined, RemoveFromVersionId?: string) =>
        client.send(
          new UpdateSecretVersionStageCommand({
            SecretId,
            VersionStage: 'AWSCURRENT',
            MoveToVersionId,
            RemoveFromVersionId,
          }),
        )
      await expect(move(token(14))).rejects.toMatchObject({ name: 'InvalidParameterException' })
      await expect(move(token(14), token(14))).rejects.toMatchObject({
        name: 'InvalidParameterException',
      })
      await move(token(14), token(13))
      const previous = { SecretId, VersionStage: 'AWSPREVIOUS' }
      const { VersionId } = await client.send(new GetSecretValueCommand(previous))
      expect(VersionId).toBe(token(13))
    })

    it('knows no secret that is not there, and deletes one all the same', async () => {
      const SecretId = `${prefix}/absent`
      await expect(client.send(new GetSecretValueCommand({ SecretId }))).rejects.toMatchObject({
        name: 'ResourceNotFoundException',
      })
      await expect(put(SecretId, token(15), 'x', ['mine'])).rejects.toMatchObject({
        name: 'ResourceNotFoundException',
      })
      await client.send(new DeleteSecretCommand({ SecretId, ForceDeleteWithoutRecovery: true }))
    })

    it('gives nothing of a secret that is about to be deleted, but gives it back', async () => {
      const { versionId } = await secrets.write('leaving', { A: '1' }, token(16))
      const SecretId = `${prefix}/hooks/leaving`
      await client.send(new DeleteSecretCommand({ SecretId }))
      const restore = `restore-secret --secret-id ${SecretId}`
      await expect(secrets.read('leaving', versionId)).rejects.toThrow(restore)
      await client.send(new RestoreSecretCommand({ SecretId }))
      expect(await secrets.read('leaving', versionId)).toEqual({ A: '1' })
      await client.send(new DeleteSecretCommand({ SecretId }))
      await secrets.remove('leaving')
      await expect(secrets.read('leaving', versionId)).rejects.toBeInstanceOf(SecretsGone)
    })

    function put(SecretId: string, id: string, SecretString: string, VersionStages: string[]) {
      const input = { SecretId, ClientRequestToken: id, SecretString, VersionStages }
      return client.send(new PutSecretValueCommand(input))
    }
  })
}
