import { createHash } from 'node:crypto'
import { type KMSClient, SignCommand } from '@aws-sdk/client-kms'
import { StoreError } from '../core/errors.ts'
import type { TokenSigner } from '../core/ports.ts'
import { kmsFailure } from './kms-failure.ts'

/**
 * `TokenSigner` on KMS; a `keyRef` is a key's ARN. Only the digest travels: a message of its own may
 * have 4,096 bytes at most.
 */
export function createKmsTokenSigner(client: KMSClient): TokenSigner {
  return {
    async sign(keyRef, signingInput) {
      const command = new SignCommand({
        KeyId: keyRef,
        Message: createHash('sha256').update(signingInput).digest(),
        MessageType: 'DIGEST',
        SigningAlgorithm: 'RSASSA_PKCS1_V1_5_SHA_256',
      })
      const { Signature: signature } = await client.send(command).catch((fault: unknown) => {
        throw kmsFailure('Sign', keyRef, fault)
      })
      if (signature === undefined) {
        throw new StoreError(`KMS Sign with the key ${keyRef} answered without a signature`)
      }
      return signature
    },
  }
}
