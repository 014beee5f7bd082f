import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { hookOf } from '../../../hooks/support/open-hook.ts'
import { type ManagementClient, managementClient } from '../../../support/management-client.ts'
import { type NpmRegistry, serveNpmRegistry } from '../../../support/npm-registry.ts'
import { type ServedTenant, serveTenant } from '../../../support/serve-tenant.ts'
import { decodeToken, demoExchange } from '../../../support/token-client.ts'

let registry: NpmRegistry
let tenant: ServedTenant
let api: ManagementClient
beforeAll(async () => {
  registry = await serveNpmRegistry()
  registry.publish('inner', '1.0.0')
  registry.publish('outer', '2.0.0', {
    manifest: { dependencies: { inner: '^1.0.0' } },
    files: { 'index.js': 'module.exports = require("inner")' },
  })
  registry.publish('guessed', '3.0.0')
  tenant = await serveTenant({ registry: registry.url })
  api = await managementClient(tenant)
})
afterAll(async () => {
  await tenant.close()
  await registry.close()
})

async function claim(): Promise<unknown> {
  return decodeToken(await demoExchange(tenant)).payload['https://foo.com/is']
}

it('records what was taken with the whole lock, and builds a version again of just that', async () => {
  const script = hookOf(
    "cb(null, { 'https://foo.com/is': [require('outer'), require('guessed')] })",
  )
  const given = { name: 'packed', triggerId: 'credentials-exchange', script, enabled: true }
  const saved = await api.post('/hooks', { ...given, dependencies: { outer: '^2.0.0', idle: '1' } })
  expect(saved.status).toBe(201)
  expect(saved.body.warnings).toEqual([
    expect.stringContaining('Declare it: "guessed": "3.0.0"'),
    expect.stringMatching(/"idle" is declared.*not fetched/),
  ])
  expect(await claim()).toEqual(['inner 1.0.0', 'guessed 3.0.0'])

  const path = `/hooks/${saved.body.id}`
  const first = (await api.get(`${path}/versions/1`)).body
  expect(first.packages).toEqual([
    { name: 'guessed', wanted: 'latest', version: '3.0.0', source: 'latest' },
    { name: 'outer', wanted: '^2.0.0', version: '2.0.0', source: 'declared' },
  ])
  const { packages } = JSON.parse(first.lock)
  for (const name of ['inner', 'outer', 'guessed']) {
    expect(packages[`node_modules/${name}`]).toMatchObject({
      version: expect.any(String),
      integrity: expect.stringMatching(/^sha512-/),
    })
  }

  registry.publish('inner', '1.1.0')
  registry.publish('guessed', '3.1.0')
  const rebuilt = await api.post(`${path}/versions/1/rebuild`)
  expect(rebuilt.body).toMatchObject({ code_sha: first.code_sha, packages: first.packages })

  await api.patch(path, { script: `${script}\n` })
  expect(await claim()).toEqual(['inner 1.1.0', 'guessed 3.1.0'])
  await rm(join(tenant.folder, 'hooks', saved.body.id), { recursive: true })
  expect((await api.post(`${path}/versions/1/deploy`)).status).toBe(200)
  expect(await claim()).toEqual(['inner 1.0.0', 'guessed 3.0.0'])
  const again = (await api.get(`${path}/versions/1`)).body
  expect(again).toMatchObject({ code_sha: first.code_sha, lock: first.lock })
})
