import { readFile, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import express from 'express'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startLocal } from '../support/start-local.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { postToken } from '../support/token-client.ts'

const ROOT = new URL('../../', import.meta.url)
const MODULES = fileURLToPath(new URL('node_modules', ROOT))

describe('the snippets of docs/deploy.md that trust two issuers', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let servers: Awaited<ReturnType<typeof startLocal>>[]
  let stranger: Awaited<ReturnType<typeof startLocal>>
  beforeAll(async () => {
    folder = await temporaryFolder()
    const start = (name: string) => startLocal(join(folder.path, name))
    await symlink(MODULES, join(folder.path, 'node_modules'))
    const [old, now, other] = await Promise.all([start('old'), start('now'), start('other')])
    servers = [old, now]
    stranger = other
    const text = await readFile(new URL('docs/deploy.md', ROOT), 'utf8')
    for (const [, name = '', code = ''] of text.matchAll(/```js\n\/\/ (\S+)\n([\s\S]+?)```/g)) {
      const here = code
        .replaceAll('https://acme.eu.auth0.com/', old.url)
        .replaceAll('https://tokens.example.com/', now.url)
      await writeFile(join(folder.path, name), here)
    }
  })
  afterAll(async () => {
    await Promise.all([...servers, stranger].map((server) => server.stop()))
    await folder.remove()
  })

  async function tokenOf({ url, credentials: { demo } }: (typeof servers)[number]) {
    const { body } = await postToken(url, { grant_type: 'client_credentials', ...demo })
    return String(body.access_token)
  }

  it('verify tokens of both with jose, and of no other', async () => {
    const file = pathToFileURL(join(folder.path, 'two-issuers-jose.mjs')).href
    const { verify } = await import(/* @vite-ignore */ file)
    for (const server of servers) {
      expect((await verify(await tokenOf(server))).payload.iss).toBe(server.url)
    }
    await expect(verify(await tokenOf(stranger))).rejects.toThrow(/are not taken here/)
  })

  it('let requests with tokens of both pass in express, and no others', async () => {
    const require = createRequire(import.meta.url)
    const checkToken = require(join(folder.path, 'two-issuers-express.js'))
    const app = express()
    app.use(checkToken)
    app.get('/', (_request, response) => {
      response.end('in')
    })
    const server = createServer(app)
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve)
    })
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    const statusWith = async (token?: string) =>
      (await fetch(url, token ? { headers: { authorization: `Bearer ${token}` } } : {})).status
    expect(await statusWith(await tokenOf(servers[0] ?? stranger))).toBe(200)
    expect(await statusWith(await tokenOf(servers[1] ?? stranger))).toBe(200)
    expect(await statusWith(await tokenOf(stranger))).toBe(401)
    expect(await statusWith()).toBe(401)
    server.close()
    server.closeAllConnections()
  })
})
