import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { SecretsGone, StoreError } from '../../../../functions/core/errors.ts'
import { deletedHookKey, hookKey, hookVersionKey } from '../../../../functions/core/record-keys.ts'
import { useManagedTenant } from '../../../support/use-tenant.ts'
import { createWordHook, removeHooks } from './support/word-hook.ts'

const tenant = useManagedTenant()
beforeEach(() => removeHooks(tenant.api))

async function createHook(name: string): Promise<string> {
  return (await createWordHook(tenant.api, { name })).id
}

/** Gives the version of its secret. */
async function giveSecret(id: string): Promise<string> {
  await tenant.api.post(`/hooks/${id}/secrets`, { WORD: 'a secret value' })
  const [stored] = await tenant.ports.store.read([hookKey(id)])
  return stored?.value.secretsVersionId ?? ''
}

/** What is left of a hook that nobody sees any more. */
async function leftOf(id: string) {
  const { store } = tenant.ports
  const [mark] = await store.read([deletedHookKey(id)])
  return {
    mark: mark !== undefined,
    deployed: existsSync(join(tenant.folder, 'hooks', id)),
    versions: (await store.list(hookVersionKey(id, 0).pk, { limit: 9 })).length > 0,
  }
}

describe('a removal that ends half-way', () => {
  const down = new StoreError('down')
  const steps: [string, () => { mockRestore(): void }][] = [
    [
      'before what is deployed',
      () => vi.spyOn(tenant.ports.deployer, 'remove').mockRejectedValueOnce(down),
    ],
    [
      'before its secrets',
      () => vi.spyOn(tenant.ports.secrets, 'remove').mockRejectedValueOnce(down),
    ],
  ]

  describe.each(steps)('%s', (_, fail) => {
    it.each(['made', 'removed'])('is finished when another hook is %s', async (next) => {
      const other = await createHook('other')
      const id = await createHook('mine')
      const versionId = await giveSecret(id)
      const failing = fail()
      expect((await tenant.api.delete(`/hooks/${id}`)).status).toBe(503)
      failing.mockRestore()
      expect(await leftOf(id)).toMatchObject({ mark: true, versions: true })
      expect(await tenant.ports.secrets.read(id, versionId)).toBeDefined()
      if (next === 'made') await createHook('next')
      else expect((await tenant.api.delete(`/hooks/${other}`)).status).toBe(204)
      expect(await leftOf(id)).toEqual({ mark: false, deployed: false, versions: false })
      const read = tenant.ports.secrets.read(id, versionId)
      await expect(read).rejects.toBeInstanceOf(SecretsGone)
    })
  })

  it('keeps nobody else from making one', async () => {
    const id = await createHook('mine')
    const failing = vi.spyOn(tenant.ports.secrets, 'remove').mockRejectedValue(down)
    expect((await tenant.api.delete(`/hooks/${id}`)).status).toBe(503)
    await createHook('next')
    failing.mockRestore()
  })
})
