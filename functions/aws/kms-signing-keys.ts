import { createPublicKey, type KeyObject } from 'node:crypto'
import {
  CreateKeyCommand,
  DisableKeyCommand,
  GetPublicKeyCommand,
  type KMSClient,
} from '@aws-sdk/client-kms'
import { selfSignedCertificate } from '../certificates/self-signed-certificate.ts'
import { StoreError } from '../core/errors.ts'
import type { Clock } from '../core/ports/clock.ts'
import type { SigningKeys } from '../core/ports/signing-keys.ts'
import { callAws, faultName } from './aws-failure.ts'
import { kmsFailure } from './kms-failure.ts'
import { signByKms } from './kms-token-signer.ts'
import { retryWithin } from './retry-within.ts'

/** Of calls with a key that was made a moment ago: KMS does not know it everywhere at once. */
const MOST_TRIES = 12

const ENDED = new Set(['KMSInvalidStateException', 'NotFoundException'])

/** What all keys of a tenant have. */
export interface KmsKeySettings {
  description: string
  /**
   * The key policy, as JSON: it alone says who may sign. (Tags would count in other policies only
   * minutes later, and who may tag could make any key of the account its own.) Without one KMS
   * leaves that to the account's own policies.
   */
  policy?: string
}

/**
 * `SigningKeys` on KMS: RSA-2048 keys of this Region that can only sign. A key that is not finished
 * is disabled again. Ended keys are disabled, not deleted; KMS may take some seconds until Sign
 * refuses.
 */
export function createKmsSigningKeys(
  client: KMSClient,
  clock: Clock,
  settings: KmsKeySettings,
): SigningKeys {
  async function disable(keyRef: string): Promise<void> {
    try {
      await client.send(new DisableKeyCommand({ KeyId: keyRef }))
    } catch (fault) {
      // About to be deleted, or gone: it does not sign any more.
      if (ENDED.has(faultName(fault))) return
      throw kmsFailure('DisableKey', keyRef, fault)
    }
  }

  return {
    async create(subject) {
      const keyRef = await createKey(client, settings)
      try {
        const key = await readPublicKey(client, keyRef)
        const { n, e } = key.export({ format: 'jwk' })
        if (n === undefined || e === undefined) throw new StoreError(`${keyRef} is no RSA key`)
        const sign = (data: Uint8Array) =>
          onceKnown('Sign', keyRef, () => signByKms(client, keyRef, data))
        const notBefore = new Date(clock.now())
        const certificate = await selfSignedCertificate(sign, subject, key, notBefore)
        return { keyRef, n, e, certificate }
      } catch (error) {
        // The first error is the one to tell.
        await disable(keyRef).catch(() => {})
        throw error
      }
    },
    disable,
  }
}

async function createKey(
  client: KMSClient,
  { description, policy }: KmsKeySettings,
): Promise<string> {
  const command = new CreateKeyCommand({
    KeySpec: 'RSA_2048',
    KeyUsage: 'SIGN_VERIFY',
    Description: description,
    // The policy keeps whoever makes keys from changing it; the account itself still may.
    ...(policy !== undefined && { Policy: policy, BypassPolicyLockoutSafetyCheck: true }),
  })
  const { KeyMetadata: key } = await callAws('KMS', 'CreateKey', () => client.send(command))
  if (key?.Arn === undefined) throw new StoreError('KMS CreateKey answered without an ARN')
  return key.Arn
}

async function readPublicKey(client: KMSClient, keyRef: string): Promise<KeyObject> {
  const command = new GetPublicKeyCommand({ KeyId: keyRef })
  const answer = await onceKnown('GetPublicKey', keyRef, () => client.send(command))
  if (answer.PublicKey === undefined) {
    throw new StoreError(`KMS GetPublicKey answered without the key of ${keyRef}`)
  }
  return createPublicKey({ key: Buffer.from(answer.PublicKey), type: 'spki', format: 'der' })
}

/** Repeats a call with a new key until KMS knows the key. */
async function onceKnown<T>(operation: string, keyRef: string, call: () => Promise<T>): Promise<T> {
  const answer = await retryWithin(MOST_TRIES, () =>
    call().catch((fault: unknown) => {
      if (faultName(fault) === 'NotFoundException') return undefined
      throw kmsFailure(operation, keyRef, fault)
    }),
  )
  if (answer !== undefined) return answer
  throw new StoreError(`KMS ${operation} does not know the key ${keyRef}, just made. Try again.`)
}
