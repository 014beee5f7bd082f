import { rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { StoreError } from '../../../functions/core/errors.ts'
import { FileSigner } from '../../../local/keys/file-signer.ts'
import { KeyFolder } from '../../../local/keys/key-folder.ts'
import { tokenSignerContract } from '../../contract/token-signer.contract.ts'
import { openFileKeys } from '../../support/open-file-keys.ts'

tokenSignerContract('FileSigner', openFileKeys)

describe('FileSigner', () => {
  let fixture: Awaited<ReturnType<typeof openFileKeys>>
  let keyRef: string

  beforeEach(async () => {
    fixture = await openFileKeys()
    keyRef = (await fixture.keys.create('tenant.example.com')).keyRef
  })
  afterEach(() => fixture.close())

  it('reads a key from its file once', async () => {
    await fixture.signer.sign(keyRef, 'a.b')
    await rm(join(fixture.dataDir, 'keys', keyRef))
    await expect(fixture.signer.sign(keyRef, 'a.b')).resolves.toHaveLength(256)
  })

  it('refuses a key that a former process disabled', async () => {
    await fixture.keys.disable(keyRef)
    const restarted = new FileSigner(new KeyFolder(fixture.dataDir))
    const signing = restarted.sign(keyRef, 'a.b')
    await expect(signing).rejects.toThrow(new StoreError(`The signing key ${keyRef} is disabled`))
  })

  it('refuses a key that is disabled while it is being read', async () => {
    const restarted = new KeyFolder(fixture.dataDir)
    const signing = new FileSigner(restarted).sign(keyRef, 'a.b')
    await Promise.all([expect(signing).rejects.toThrow(StoreError), restarted.disable(keyRef)])
  })

  it('finds a key that was put back after it had been missing', async () => {
    const restarted = new FileSigner(new KeyFolder(fixture.dataDir))
    await expect(restarted.sign('signing-restored.pem', 'a.b')).rejects.toThrow(StoreError)
    const keys = join(fixture.dataDir, 'keys')
    await rename(join(keys, keyRef), join(keys, 'signing-restored.pem'))
    await expect(restarted.sign('signing-restored.pem', 'a.b')).resolves.toHaveLength(256)
  })

  it('names a key whose file is not a key', async () => {
    await writeFile(join(fixture.dataDir, 'keys', 'broken.pem'), 'no key')
    const signing = fixture.signer.sign('broken.pem', 'a.b')
    await expect(signing).rejects.toThrow(/broken\.pem could not be read/)
  })

  it.each([
    '../keys.pem',
    '../../etc/passwd',
    '/etc/ssl/key.pem',
    'a/b.pem',
    'a\\b.pem',
    'a.pem\0',
    'a.pem\n',
    '..',
    '.pem',
    '',
  ])('refuses %j as the name of a key', async (name) => {
    await expect(fixture.signer.sign(name, 'a.b')).rejects.toThrow(/is not the name of a signing/)
    await expect(fixture.keys.disable(name)).rejects.toThrow(/is not the name of a signing/)
  })

  it('leaves the main thread free while it signs', async () => {
    await fixture.signer.sign(keyRef, 'a.b')
    let signed = 0
    const all = Array.from({ length: 400 }, async () => {
      await fixture.signer.sign(keyRef, 'a.b')
      signed++
    })
    await new Promise((turn) => setImmediate(turn))
    expect(signed).toBeLessThan(400)
    await Promise.all(all)
    expect(signed).toBe(400)
  })
})
