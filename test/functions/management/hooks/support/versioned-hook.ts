import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, vi } from 'vitest'
import type { HookVersion } from '../../../../../functions/core/hook-model.ts'
import { hookVersionKey } from '../../../../../functions/core/record-keys.ts'
import type { ServedTenant } from '../../../../support/serve-tenant.ts'
import type { ManagedTenant } from '../../../../support/use-tenant.ts'
import { says } from './word-hook.ts'

export type VersionedHook = Awaited<ReturnType<typeof createVersionedHook>>

/** An enabled hook, each version of which says a word of its own; the first says `1`. */
export async function createVersionedHook(tenant: ManagedTenant) {
  const given = { name: 'h', script: says('1'), triggerId: 'credentials-exchange', enabled: true }
  const { status, body } = await tenant.api.post('/hooks', given)
  expect(status).toBe(201)
  const id: string = body.id
  const path = `/hooks/${id}`

  async function versions(): Promise<Record<string, unknown>[]> {
    const { status, body } = await tenant.api.get(`${path}/versions`)
    expect(status).toBe(200)
    return body
  }

  return {
    id,
    path,
    versions,
    numbers: async () => (await versions()).map(({ version }) => version),
    async save(word: string): Promise<void> {
      const { status, body } = await tenant.api.patch(path, { script: says(word) })
      expect(body).toMatchObject({ script: says(word) })
      expect(status).toBe(200)
    },
    async stored(version: number): Promise<HookVersion> {
      const [found] = await tenant.ports.store.read([hookVersionKey(id, version)])
      if (found === undefined) throw new Error(`There is no version ${version}`)
      return found.value
    },
    /** Whether a version's folder is there. */
    isDeployed: (versionArn: string) => existsSync(join(tenant.folder, 'hooks', versionArn)),
  }
}

/** From now on the tenant's clock shows the machine's time and this. */
export function moveClock({ ports }: ServedTenant, ms: number): void {
  vi.spyOn(ports.clock, 'now').mockImplementation(() => Date.now() + ms)
}
