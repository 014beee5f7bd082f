import { execFile } from 'node:child_process'
import { readFile, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import express from 'express'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startLocal } from '../support/start-local.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { postToken } from '../support/token-client.ts'

const run = promisify(execFile)
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
    await writeSnippets(folder.path, servers)
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

describe('the Lambda authorizer of docs/deploy.md', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let servers: Awaited<ReturnType<typeof startLocal>>[]
  beforeAll(async () => {
    folder = await temporaryFolder()
    // It fetches keys over HTTPS alone.
    const start = (name: string) => startLocal(join(folder.path, name), ['--https'])
    servers = await Promise.all(['old', 'now', 'other'].map(start))
    await symlink(MODULES, join(folder.path, 'node_modules'))
    await writeSnippets(folder.path, servers)
    const authorities = servers.map(({ dataDir }) => readFile(join(dataDir, 'tls/ca.pem'), 'utf8'))
    await writeFile(join(folder.path, 'ca.pem'), (await Promise.all(authorities)).join(''))
  })
  afterAll(async () => {
    await Promise.all(servers.map((server) => server.stop()))
    await folder.remove()
  })

  /** What it says to a request with a token of a tenant, in a process that trusts all of them. */
  async function answerTo({ url, credentials: { demo } }: (typeof servers)[number]) {
    const script = `
      const { handler } = await import('./two-issuers-authorizer.mjs')
      const body = new URLSearchParams(${JSON.stringify({ grant_type: 'client_credentials', ...demo })})
      const answer = await fetch('${url}oauth/token', { method: 'POST', body })
      const authorization = 'Bearer ' + (await answer.json()).access_token
      console.log(JSON.stringify(await handler({ headers: { authorization } })))`
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script], {
      cwd: folder.path,
      env: { NODE_EXTRA_CA_CERTS: join(folder.path, 'ca.pem') },
    })
    return JSON.parse(stdout)
  }

  it('lets requests with tokens of both pass, and no others', async () => {
    const [old, now, other] = await Promise.all(servers.map(answerTo))
    const context = { sub: expect.stringMatching(/@clients$/), scope: 'read:data extra' }
    expect(old).toEqual({ isAuthorized: true, context })
    expect(now).toEqual({ isAuthorized: true, context })
    expect(other).toEqual({ isAuthorized: false })
  })
})

/** Writes the document's files into a folder, with the servers in place of those that it names. */
async function writeSnippets(path: string, [old, now]: { url: string }[]): Promise<void> {
  const text = await readFile(new URL('docs/deploy.md', ROOT), 'utf8')
  for (const [, name = '', code = ''] of text.matchAll(/```js\n\/\/ (\S+)\n([\s\S]+?)```/g)) {
    const here = code
      .replaceAll('https://acme.eu.auth0.com/', old?.url ?? '')
      .replaceAll('https://tokens.example.com/', now?.url ?? '')
    await writeFile(join(path, name), here)
  }
}
