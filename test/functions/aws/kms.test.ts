import { createPublicKey, verify } from 'node:crypto'
import {
  GetPublicKeyCommand,
  ScheduleKeyDeletionCommand,
  SignCommand,
  type SignCommandInput,
} from '@aws-sdk/client-kms'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createKmsSigningKeys } from '../../../functions/aws/kms-signing-keys.ts'
import { StoreError } from '../../../functions/core/errors.ts'
import { systemClock } from '../../../functions/system-clock.ts'
import { signingKeysContract } from '../../contract/signing-keys.contract.ts'
import { tokenSignerContract } from '../../contract/token-signer.contract.ts'
import { openKms } from '../../support/aws/open-kms.ts'
import { AwsFault } from '../../support/aws/serve-fake.ts'

tokenSignerContract('KMS (emulated)', openKms)
signingKeysContract('KMS (emulated)', openKms)

describe('the adapters of KMS (emulated)', () => {
  let opened: Awaited<ReturnType<typeof openKms>>
  let keyRef: string
  beforeAll(async () => {
    opened = await openKms({ requestTimeoutMs: 2_000 })
    keyRef = (await opened.keys.create('tenant.example.com')).keyRef
  })
  afterAll(() => opened.close())
  beforeEach(() => {
    opened.kms.calls.length = 0
    opened.kms.faults.length = 0
  })
  const throttle = () => new AwsFault('ThrottlingException', 'Rate exceeded')

  it('sign in one call', async () => {
    await opened.signer.sign(keyRef, 'a.b')
    expect(opened.kms.calls).toEqual(['Sign'])
  })

  it('make a key that the policy rules which they were given', async () => {
    const policy = JSON.stringify({ Version: '2012-10-17', Statement: [] })
    const keys = createKmsSigningKeys(opened.client, systemClock, { description: 'acme', policy })
    const made = await keys.create('tenant.example.com')
    expect(opened.kms.keys.get(made.keyRef)?.policy).toBe(policy)
  })

  it('wait until a new key is known everywhere', async () => {
    opened.kms.unknownFor = 3
    const made = await opened.keys.create('tenant.example.com')
    opened.kms.unknownFor = 0
    expect(await opened.signer.sign(made.keyRef, 'a.b')).toHaveLength(256)
  })

  it('disable a key that could not be finished, and tell why it could not', async () => {
    const before = opened.kms.keys.size
    const denied = () => new AwsFault('AccessDeniedException', 'not authorized: kms:GetPublicKey')
    opened.kms.faults.push('none', denied())
    await expect(opened.keys.create('tenant.example.com')).rejects.toThrow(
      /GetPublicKey with the key arn:.* not authorized/,
    )
    expect([...opened.kms.keys.values()].slice(before).map(({ state }) => state)).toEqual([
      'Disabled',
    ])
  })

  it.each([
    ['a throttle', throttle],
    ['a reset', () => 'reset' as const],
    ['a time-out', () => 'hang' as const],
    ['an internal error', () => new AwsFault('KMSInternalException', 'x', 500)],
  ])('sign all the same after %s', async (_, fault) => {
    opened.kms.faults.push(fault())
    expect(await opened.signer.sign(keyRef, 'a.b')).toHaveLength(256)
    expect(opened.kms.calls).toEqual(['Sign', 'Sign'])
  })

  it.each([
    ['throttles', throttle, /ThrottlingException/],
    ['resets', () => 'reset' as const, /ECONNRESET/],
    ['time-outs', () => 'hang' as const, /TimeoutError/],
  ])(
    'give up after three %s, name key and operation, and then sign again',
    async (_, fault, of) => {
      opened.kms.faults.push(fault(), fault(), fault())
      const failure = await opened.signer.sign(keyRef, 'a.b').catch((error: unknown) => error)
      expect(failure).toBeInstanceOf(StoreError)
      expect(String(failure)).toContain(`KMS Sign with the key ${keyRef}`)
      expect(String(failure)).toMatch(of)
      expect(opened.kms.calls).toHaveLength(3)
      expect(await opened.signer.sign(keyRef, 'a.b')).toHaveLength(256)
    },
  )

  it('say what is malformed without repeating it', async () => {
    opened.kms.faults.push('malformed')
    const failure = await opened.signer.sign(keyRef, 'a.b').catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(StoreError)
    expect(String(failure)).not.toContain('s3cr3t')
  })

  it('say of a disabled key, one about to be deleted and a missing one what to do', async () => {
    const [disabled, pending] = await Promise.all(
      [1, 2].map(() => opened.keys.create('tenant.example.com')),
    )
    if (disabled === undefined || pending === undefined) throw new Error('no keys')
    await opened.keys.disable(disabled.keyRef)
    await opened.client.send(new ScheduleKeyDeletionCommand({ KeyId: pending.keyRef }))
    await opened.keys.disable(pending.keyRef)
    await expect(opened.signer.sign(disabled.keyRef, 'a.b')).rejects.toThrow(
      /DisabledException.*Enable the key, or make new ones.*new-keys/,
    )
    await expect(opened.signer.sign(pending.keyRef, 'a.b')).rejects.toThrow(
      /KMSInvalidStateException.*Cancel its deletion/,
    )
    await expect(opened.signer.sign(opened.missingKeyRef, 'a.b')).rejects.toThrow(
      /Sign with the key arn:.*NotFoundException.*lost: make new ones.*new-keys/,
    )
  })

  it('take a key that is gone for one that is ended', async () => {
    await opened.keys.disable(opened.missingKeyRef)
    const elsewhere = opened.missingKeyRef.replace('us-east-1', 'eu-west-1')
    await opened.keys.disable(elsewhere)
  })
})

describe('the fake KMS', () => {
  let opened: Awaited<ReturnType<typeof openKms>>
  let keyRef: string
  beforeAll(async () => {
    opened = await openKms()
    keyRef = (await opened.keys.create('tenant.example.com')).keyRef
  })
  afterAll(() => opened.close())
  const sign = (parts: Partial<SignCommandInput>) =>
    opened.client.send(
      new SignCommand({
        KeyId: keyRef,
        Message: Buffer.alloc(32, 7),
        MessageType: 'DIGEST',
        SigningAlgorithm: 'RSASSA_PKCS1_V1_5_SHA_256',
        ...parts,
      }),
    )

  it('signs a message itself only when it is told that it is one', async () => {
    const message = Buffer.from('header.payload')
    const { Signature: raw = Buffer.of() } = await sign({ Message: message, MessageType: 'RAW' })
    const { PublicKey: der = Buffer.of() } = await opened.client.send(
      new GetPublicKeyCommand({ KeyId: keyRef }),
    )
    const key = createPublicKey({ key: Buffer.from(der), type: 'spki', format: 'der' })
    expect(verify('sha256', message, key, raw)).toBe(true)
    await expect(sign({ Message: message })).rejects.toThrow(/Digest is invalid length/)
  })

  it.each([
    ['a digest of 31 bytes', { Message: Buffer.alloc(31) }, 'ValidationException'],
    ['a digest of 64 bytes', { Message: Buffer.alloc(64) }, 'ValidationException'],
    ['a long message', { Message: Buffer.alloc(4097), MessageType: 'RAW' }, 'ValidationException'],
    [
      'an algorithm of other keys',
      { SigningAlgorithm: 'ECDSA_SHA_256' },
      'InvalidKeyUsageException',
    ],
    [
      'an unknown algorithm',
      { SigningAlgorithm: 'RS256' as 'ECDSA_SHA_256' },
      'ValidationException',
    ],
    ['an unknown key', { KeyId: 'ffffffff-0000-4000-8000-000000000000' }, 'NotFoundException'],
    ['no ARN of a key', { KeyId: 'arn:aws:kms:us-east-1:1:key/x' }, 'NotFoundException'],
  ] satisfies [string, Partial<SignCommandInput>, string][])(
    'refuses %s',
    async (_, parts, name) => {
      await expect(sign(parts)).rejects.toMatchObject({ name, $metadata: { httpStatusCode: 400 } })
    },
  )

  it('refuses a disabled key', async () => {
    const ended = await opened.keys.create('tenant.example.com')
    await opened.keys.disable(ended.keyRef)
    await expect(sign({ KeyId: ended.keyRef })).rejects.toMatchObject({ name: 'DisabledException' })
  })

  it('refuses what is signed for another service', async () => {
    const response = await fetch(opened.kms.endpoint, {
      method: 'POST',
      headers: { 'x-amz-target': 'TrentService.Sign' },
      body: '{}',
    })
    expect(response.status).toBe(403)
  })
})
