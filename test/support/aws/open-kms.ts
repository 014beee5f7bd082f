import { createKmsClient } from '../../../functions/aws/kms-client.ts'
import { createKmsSigningKeys } from '../../../functions/aws/kms-signing-keys.ts'
import { createKmsTokenSigner } from '../../../functions/aws/kms-token-signer.ts'
import { systemClock } from '../../../functions/system-clock.ts'
import { startFakeKms } from './fake-kms.ts'

/** The adapters of KMS over a fake of it without keys. */
export async function openKms(differences: { requestTimeoutMs?: number } = {}) {
  const kms = await startFakeKms()
  const client = createKmsClient({ endpoint: kms.endpoint, ...differences })
  return {
    kms,
    client,
    signer: createKmsTokenSigner(client),
    keys: createKmsSigningKeys(client, systemClock, { description: 'hookmint-acme' }),
    missingKeyRef: 'arn:aws:kms:us-east-1:123456789012:key/00000000-0000-4000-8000-000000000000',
    async close() {
      client.destroy()
      await kms.close()
    },
  }
}
