import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { fetchLockedPackage } from '../../build/fetch-locked-package.ts'
import { serveNpmRegistry } from '../support/npm-registry.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const PLACE = 'node_modules/@esbuild/linux-arm64'
const before = process.env.npm_config_registry

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let registry: Awaited<ReturnType<typeof serveNpmRegistry>>
beforeAll(async () => {
  folder = await temporaryFolder()
  registry = await serveNpmRegistry()
  process.env.npm_config_registry = registry.url
})
afterAll(async () => {
  if (before === undefined) delete process.env.npm_config_registry
  else process.env.npm_config_registry = before
  await registry.close()
  await folder.remove()
})

it('takes no package but the one that the lockfile names, byte for byte', async () => {
  registry.publish('@esbuild/linux-arm64', '0.28.2', { files: { 'bin/esbuild': 'another' } })
  const fetching = fetchLockedPackage(PLACE, { cacheDir: folder.path })
  await expect(fetching).rejects.toThrow(/is not what package-lock\.json says/)
  expect(registry.requests.join()).toContain('linux-arm64')
  expect(readdirSync(folder.path)).toEqual([])
})

it('says so when there is no such package in the lockfile', async () => {
  const fetching = fetchLockedPackage('node_modules/nothing', { cacheDir: folder.path })
  await expect(fetching).rejects.toThrow('package-lock.json has no node_modules/nothing')
  expect(existsSync(join(folder.path, 'nothing'))).toBe(false)
})
