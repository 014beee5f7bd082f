import { execFile, spawn } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { managementClient } from '../support/management-client.ts'
import { serveNpmRegistry } from '../support/npm-registry.ts'
import { startLocal } from '../support/start-local.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { decodeToken, demoExchange } from '../support/token-client.ts'

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

describe('--hook FILE --watch', () => {
  it('uses each saved state for the next token, and keeps the last good one', async () => {
    const hook = join(folder.path, 'my hook.js')
    const script = (value: string) =>
      `module.exports = function (client, scope, audience, context, cb) {
        cb(null, { scope, 'https://foo.com/v': '${value} ' + context.webtask.secrets.WORD })
      }`
    writeFileSync(hook, script('one'))
    const secrets = join(folder.path, '.env')
    writeFileSync(secrets, 'WORD=wordy')
    const dataDir = join(folder.path, 'watch')
    const args = ['--hook', hook, '--watch', '--secrets-file', secrets]
    const server = await startLocal(dataDir, args)
    const claim = async () => decodeToken(await demoExchange(server)).payload['https://foo.com/v']
    expect(await claim()).toBe('one wordy')

    writeFileSync(hook, script('two'))
    await server.printed(/version 2 of my-hook is enabled/)
    expect(await claim()).toBe('two wordy')

    writeFileSync(hook, `${script('three')}\nthis is not JavaScript`)
    await server.printed(/my hook\.js:4:\d+: /)
    expect(await claim()).toBe('two wordy')

    writeFileSync(secrets, 'WORD=changed')
    writeFileSync(hook, script('four'))
    await server.printed(/version [34] of my-hook is enabled/)
    await expect.poll(claim, { timeout: 5000 }).toBe('four changed')
    const stored = () => secretRows(dataDir).map(({ value }) => JSON.parse(String(value)))
    await expect.poll(stored).toEqual([{ WORD: 'changed' }])

    writeFileSync(secrets, Array.from({ length: 21 }, (_, i) => `N${i}=x`).join('\n'))
    await server.printed(/\.env: must name at most 20 secrets/)
    expect(await claim()).toBe('four changed')
    await server.stop()
    writeFileSync(secrets, 'WORD=changed')

    const again = await startLocal(dataDir)
    expect(decodeToken(await demoExchange(again)).payload['https://foo.com/v']).toBe('four changed')
    await again.stop()
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

describe('arguments', () => {
  const start = (...args: string[]) =>
    run(process.execPath, ['local/start.ts', ...args], { cwd: ROOT }).then(
      ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
      (error) => error as { code: number; stdout: string; stderr: string },
    )

  it('--help shows examples', async () => {
    const { code, stdout } = await start('--help')
    expect(code).toBe(0)
    expect(stdout).toContain('npm start -- --hook my-hook.js --watch')
  })

  it('names everything that is wrong at once and ends with 2', async () => {
    const { code, stderr } = await start(
      ...['--port', 'x', '--watch', '--issuer', 'nowhere', '--registry', 'npm'],
    )
    expect(code).toBe(2)
    expect(stderr).toMatch(
      /--port must be[\s\S]*--watch needs --hook[\s\S]*--issuer must be[\s\S]*--registry must be/,
    )
    expect((await start('--prot', '1')).code).toBe(2)
  })

  it('refuses a data folder that another server uses, and a port that is taken', async () => {
    const dataDir = join(folder.path, 'taken')
    const server = await startLocal(dataDir)
    const second = await start('--port', '0', '--data-dir', dataDir)
    expect(second).toMatchObject({ code: 1 })
    expect(second.stderr).toContain('Another server uses the data folder')
    const { port } = new URL(server.url)
    const third = await start('--port', port, '--data-dir', join(folder.path, 'other'))
    expect(third).toMatchObject({ code: 1 })
    expect(third.stderr).toContain('Choose another port')
    await server.stop()
  })

  it('says which file of a hook does not exist', async () => {
    const dataDir = join(folder.path, 'nofile')
    const { code, stderr } = await start('--port', '0', '--data-dir', dataDir, '--hook', 'no.js')
    expect(code).toBe(1)
    expect(stderr).toContain('no.js')
  })

  it('keeps the stored issuer until it is told another', async () => {
    const dataDir = join(folder.path, 'issuer')
    const first = await startLocal(dataDir)
    await first.stop()
    const second = await startLocal(dataDir)
    expect(second.stderr()).toContain(`issuer ${first.url}, as stored`)
    expect(decodeToken(await demoExchange(second)).payload.iss).toBe(first.url)
    await second.stop()
    const third = await startLocal(dataDir, ['--issuer', 'https://tokens.example.com/'])
    expect(decodeToken(await demoExchange(third)).payload.iss).toBe('https://tokens.example.com/')
    await third.stop()
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

function secretRows(dataDir: string) {
  const database = new DatabaseSync(join(dataDir, 'tenant.db'), { readOnly: true })
  const rows = database.prepare('SELECT value FROM secrets').all()
  database.close()
  return rows
}
