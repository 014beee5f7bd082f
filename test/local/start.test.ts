import { execFile, spawn } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { managementClient } from '../support/management-client.ts'
import { serveNpmRegistry } from '../support/npm-registry.ts'
import { startLocal } from '../support/start-local.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { demoExchange } from '../support/token-client.ts'

const run = promisify(execFile)
const ROOT = fileURLToPath(new URL('../..', import.meta.url))

let folder: Awaited<ReturnType<typeof temporaryFolder>>
beforeAll(async () => {
  folder = await temporaryFolder()
})
afterAll(() => folder.remove())

describe('the first start', () => {
  it('prints a curl line that, pasted, answers as the tutorial shows; a later start does too', async () => {
    const dataDir = join(folder.path, 'demo')
    for (let start = 1; start <= 2; start++) {
      const server = await startLocal(dataDir)
      const [line] = await server.printed(/^curl .*$/m)
      const { stdout } = await run('sh', ['-c', line])
      expect(JSON.parse(stdout)).toMatchObject({ scope: 'read:data extra', token_type: 'Bearer' })
      expect(await server.stop()).toBe(0)
      expect(await server.events()).toMatchObject([{ type: 'seccft', scope: 'read:data extra' }])
    }
  })

  it('says how to start it again with a hook of one’s own', async () => {
    const dataDir = join(folder.path, "one's own")
    const server = await startLocal(dataDir)
    const word = `'${dataDir.replace("'", "'\\''")}'`
    expect(server.stderr()).toContain(
      `  npm start -- --port 0 --data-dir ${word} --hook my-hook.js --watch\n`,
    )
    await server.stop()
  })

  it('keeps everything for its owner alone, and secrets only as digests', async () => {
    const dataDir = join(folder.path, 'modes')
    const server = await startLocal(dataDir)
    await demoExchange(server)
    await server.stop()
    expect(statSync(dataDir).mode & 0o777).toBe(0o700)
    for (const file of ['tenant.db', 'events.db', 'credentials.json']) {
      expect(statSync(join(dataDir, file)).mode & 0o777).toBe(0o600)
    }
    const stored = readFileSync(join(dataDir, 'tenant.db'), 'latin1')
    expect(stored).toContain(server.credentials.demo.client_id)
    expect(stored).not.toContain(server.credentials.demo.client_secret)
    expect(stored).not.toContain(server.credentials.admin.client_secret)
  })
})

describe('what is temporary', () => {
  it('lies in the data folder, where a start removes what a killed server left', async () => {
    const dataDir = join(folder.path, 'temporary')
    const left = join(dataDir, 'tmp', 'hookmint-build-of-before')
    mkdirSync(left, { recursive: true })
    writeFileSync(join(left, 'package.json'), '{}')
    const silent = await serveNpmRegistry()
    const asked = Promise.withResolvers<void>()
    silent.answerWith(() => asked.resolve())
    const server = await startLocal(dataDir, ['--registry', silent.url])
    expect(readdirSync(join(dataDir, 'tmp'))).toEqual([])
    const api = await managementClient(server)
    const test = api.post('/hooks/test', { script: 'require("a")' }).catch(() => 'cut off')
    await asked.promise
    expect(readdirSync(join(dataDir, 'tmp'))).toEqual([expect.stringMatching(/^hookmint-build-/)])
    expect(statSync(join(dataDir, 'tmp')).mode & 0o777).toBe(0o700)
    await server.stop('SIGKILL')
    expect(await test).toBe('cut off')
    await silent.close()
  })
})

describe('--https', () => {
  it('serves with a certificate that curl trusts through the printed line', async () => {
    const server = await startLocal(join(folder.path, 'https'), ['--https'])
    expect(server.url).toMatch(/^https:/)
    const [line] = await server.printed(/^curl .*$/m)
    expect(line).toContain('--cacert')
    const { stdout } = await run('sh', ['-c', line])
    const token = JSON.parse(stdout).access_token.split('.')[1]
    expect(JSON.parse(Buffer.from(token, 'base64url').toString()).iss).toBe(server.url)
    await server.stop()
  })
})

describe('the dashboard’s link', () => {
  it('signs in whoever opens it first, as the admin', async () => {
    const server = await startLocal(join(folder.path, 'dashboard'))
    const [, code = ''] = /Dashboard +\S+dashboard\/#(\S+) \(opens once/.exec(server.stderr()) ?? []
    const redeem = () =>
      fetch(`${server.url}api/v2/dashboard-codes/redeem`, {
        method: 'POST',
        body: JSON.stringify({ code }),
      })
    const first = await redeem()
    expect(await first.json()).toMatchObject({ client_id: server.credentials.admin.client_id })
    expect((await redeem()).status).toBe(400)
    const page = await fetch(`${server.url}dashboard/hooks`)
    expect(await page.text()).toContain('<title>Hookmint</title>')
    await server.stop()
  })
})

describe('--new-admin', () => {
  it('shows credentials that may do everything, once', async () => {
    const dataDir = join(folder.path, 'admin')
    const server = await startLocal(dataDir, ['--new-admin'])
    const shown = /client_id +(\S+)\s+client_secret +(\S+)/.exec(server.stderr()) ?? []
    const [, client_id = '', client_secret = ''] = shown
    const api = await managementClient(server, { client_id, client_secret })
    expect((await api.get('/clients')).status).toBe(200)
    expect((await api.post('/clients', { name: 'made by it' })).status).toBe(201)
    await server.stop()
    const again = await startLocal(dataDir)
    expect(again.stderr()).not.toContain(client_secret)
    await again.stop()
  })
})

describe('npm start', () => {
  it('ends with npm, which tells the shell alone', async () => {
    const dataDir = join(folder.path, 'npm')
    const npm = spawn('npm', ['start', '--', '--port', '0', '--data-dir', dataDir], { cwd: ROOT })
    let printed = ''
    npm.stderr.on('data', (chunk) => {
      printed += chunk
    })
    await expect.poll(() => printed, { timeout: 20_000 }).toMatch(/listening on \S+/)
    const [, url = ''] = /listening on (\S+)/.exec(printed) ?? []
    npm.kill('SIGTERM')
    const reachable = () => fetch(url).then(Boolean, () => false)
    await expect.poll(reachable, { timeout: 10_000 }).toBe(false)
  })
})

describe('Ctrl-C', () => {
  it('finishes what is in flight', async () => {
    const hook = join(folder.path, 'slow.js')
    writeFileSync(
      hook,
      'module.exports = (c, s, a, x, cb) => setTimeout(() => cb(null, { scope: s }), 1000)',
    )
    const server = await startLocal(join(folder.path, 'slow'), ['--hook', hook])
    const inFlight = demoExchange(server)
    await new Promise((resolve) => setTimeout(resolve, 300))
    const stopped = server.stop('SIGINT')
    expect((await inFlight).status).toBe(200)
    expect(await stopped).toBe(0)
    expect(await server.events()).toMatchObject([{ type: 'seccft' }])
  })
})
