import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SecretsGone } from '../../functions/core/errors.ts'
import type { SecretStore } from '../../functions/core/ports/secret-store.ts'

/** What every `SecretStore` does, run on each adapter. */
export function describeSecretStore(
  name: string,
  open: () => Promise<{ secrets: SecretStore; close: () => Promise<void> }>,
): void {
  describe(`SecretStore: ${name}`, () => {
    let secrets: SecretStore
    let close: () => Promise<void>
    beforeAll(async () => {
      const opened = await open()
      secrets = opened.secrets
      close = opened.close
    })
    afterAll(() => close())
    const token = (place: number) => `00000000-0000-4000-8000-${String(place).padStart(12, '0')}`

    it('reads each version as it was written', async () => {
      const odd = { FOO: 'bar', 'é "': 'multi\nline \u0000 漢', EMPTY: '' }
      const first = await secrets.write('one', odd, token(1))
      const second = await secrets.write('one', { FOO: 'new' }, token(2))
      expect(second.versionId).not.toBe(first.versionId)
      expect(await secrets.read('one', first.versionId)).toEqual(odd)
      expect(await secrets.read('one', second.versionId)).toEqual({ FOO: 'new' })
    })

    it('stores one version for one request token', async () => {
      const first = await secrets.write('twice', { A: '1' }, token(3))
      expect(await secrets.write('twice', { A: '1' }, token(3))).toEqual(first)
    })

    it('keeps the secrets of different hooks apart', async () => {
      const { versionId } = await secrets.write('mine', { A: '1' }, token(4))
      await expect(secrets.read('yours', versionId)).rejects.toBeInstanceOf(SecretsGone)
    })

    it('takes 60 KB', async () => {
      const large = { A: 'x'.repeat(60 * 1024) }
      const { versionId } = await secrets.write('large', large, token(5))
      expect(await secrets.read('large', versionId)).toEqual(large)
    })

    it('keeps a version and those written after it', async () => {
      const old = await secrets.write('few', { A: 'old' }, token(8))
      const kept = await secrets.write('few', { A: 'kept' }, token(9))
      const later = await secrets.write('few', { A: 'later' }, token(10))
      const other = await secrets.write('few-not', { A: 'other' }, token(11))
      await secrets.keepOnly('few', kept.versionId)
      await secrets.keepOnly('few', kept.versionId)
      await expect(secrets.read('few', old.versionId)).rejects.toBeInstanceOf(SecretsGone)
      expect(await secrets.read('few', kept.versionId)).toEqual({ A: 'kept' })
      expect(await secrets.read('few', later.versionId)).toEqual({ A: 'later' })
      expect(await secrets.read('few-not', other.versionId)).toEqual({ A: 'other' })
    })

    it('keeps nothing less when there is no such version', async () => {
      const { versionId } = await secrets.write('all', { A: '1' }, token(12))
      await secrets.keepOnly('all', token(13))
      expect(await secrets.read('all', versionId)).toEqual({ A: '1' })
    })

    it('removes one version, as often as asked', async () => {
      const gone = await secrets.write('one-less', { A: '1' }, token(14))
      const kept = await secrets.write('one-less', { A: '2' }, token(15))
      await secrets.removeVersion('one-less', gone.versionId)
      await secrets.removeVersion('one-less', gone.versionId)
      await expect(secrets.read('one-less', gone.versionId)).rejects.toBeInstanceOf(SecretsGone)
      expect(await secrets.read('one-less', kept.versionId)).toEqual({ A: '2' })
    })

    it('removes every version of a hook, and nothing more, as often as asked', async () => {
      const gone = await secrets.write('gone', { A: '1' }, token(6))
      const kept = await secrets.write('kept', { A: '1' }, token(7))
      await secrets.remove('gone')
      await secrets.remove('gone')
      await expect(secrets.read('gone', gone.versionId)).rejects.toBeInstanceOf(SecretsGone)
      expect(await secrets.read('kept', kept.versionId)).toEqual({ A: '1' })
    })
  })
}
