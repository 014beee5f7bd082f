import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { signingKeysContract } from '../../contract/signing-keys.contract.ts'
import { openFileKeys } from '../../support/open-file-keys.ts'

signingKeysContract('FileSigningKeys', openFileKeys)

describe('FileSigningKeys', () => {
  let fixture: Awaited<ReturnType<typeof openFileKeys>>

  beforeEach(async () => {
    fixture = await openFileKeys()
  })
  afterEach(() => fixture.close())

  it('keeps the key as PKCS #8 in a file that only its owner may read, and nothing beside it', async () => {
    const { keyRef } = await fixture.keys.create('tenant.example.com')
    const folder = join(fixture.dataDir, 'keys')
    expect((await stat(folder)).mode & 0o777).toBe(0o700)
    expect((await stat(join(folder, keyRef))).mode & 0o777).toBe(0o600)
    expect(await readdir(folder)).toEqual([keyRef])
    const pem = await readFile(join(folder, keyRef), 'utf8')
    expect(pem).toMatch(/^-----BEGIN PRIVATE KEY-----/)
    expect(createPrivateKey(pem).asymmetricKeyType).toBe('rsa')
  })

  it('keeps a disabled key under another name', async () => {
    const { keyRef } = await fixture.keys.create('tenant.example.com')
    await fixture.keys.disable(keyRef)
    expect(await readdir(join(fixture.dataDir, 'keys'))).toEqual([`${keyRef}.disabled`])
  })

  it('shortens a subject to what a certificate may name', async () => {
    const { certificate } = await fixture.keys.create('x'.repeat(80))
    expect(new X509Certificate(certificate).subject).toBe(`CN=${'x'.repeat(64)}`)
  })
})
