import { createHash } from 'node:crypto'
import { type KMSClient, SignCommand } from '@aws-sdk/client-kms'
import { StoreError } from '../core/errors.ts'
import type { TokenSigner } from '../core/ports/token-signer.ts'
import { kmsFailure } from './kms-failure.ts'

/** `TokenSigner` on KMS; a `keyRef` is a key's ARN. */
export function createKmsTokenSigner(client: KMSClient): TokenSigner {
  return {
    sign: (keyRef, signingInput) =>
      signByKms(client, keyRef, signingInput).catch((fault: unknown) => {
        throw kmsFailure('Sign', keyRef, fault)
      }),
  }
}

/**
 * RSASSA-PKCS1-v1_5 with SHA-256. Only the digest travels: KMS takes no message over 4,096 bytes.
 * Throws KMS's own faults.
 */
export async function signByKms(
  client: KMSClient,
  keyRef: string,
  data: string | Uint8Array,
): Promise<Uint8Array> {
  const command = new SignCommand({
    KeyId: keyRef,
    Message: createHash('sha256').update(data).digest(),
    MessageType: 'DIGEST',
    SigningAlgorithm: 'RSASSA_PKCS1_V1_5_SHA_256',
  })
  const { Signature: signature } = await client.send(command)
  if (signature === undefined) {
    throw new StoreError(`KMS Sign with the key ${keyRef} answered without a signature`)
  }
  return signature
}
