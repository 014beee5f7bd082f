import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSecretsManagerClient } from '../../../functions/aws/secrets-manager-client.ts'
import { createSecretsManagerSecretStore } from '../../../functions/aws/secrets-manager-secret-store.ts'
import { listVersions } from '../../../functions/aws/secrets-manager-versions.ts'
import type { SecretStore } from '../../../functions/core/ports.ts'
import { describeSecretStore } from '../../contract/secret-store.contract.ts'
import { describeEmulated } from '../support/describe-emulated.ts'
import { missingForMoto, startMoto } from '../support/moto.ts'
import type { Emulator } from '../support/start-emulator.ts'

describeEmulated('moto', missingForMoto(), () => {
  let moto: Emulator
  let client: SecretsManagerClient
  let secrets: SecretStore
  beforeAll(async () => {
    moto = await startMoto()
    client = createSecretsManagerClient({ endpoint: moto.endpoint, requestTimeoutMs: 30_000 })
    secrets = createSecretsManagerSecretStore(client, 'acme')
  })
  afterAll(async () => {
    client?.destroy()
    await moto?.stop()
  })

  describeSecretStore('Secrets Manager', async () => ({ secrets, async close() {} }))

  describe('SecretStore on Secrets Manager', () => {
    const token = (place: number) => `11111111-0000-4000-8000-${String(place).padStart(12, '0')}`
    /** The versions of a hook's secret with a label, and AWSCURRENT's value. */
    const look = async (hookId: string) => {
      const SecretId = `acme/hooks/${hookId}`
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
  })
})
