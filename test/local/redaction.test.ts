import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hookProcesses, until } from '../support/hook-processes.ts'
import { callManagement, managementClient } from '../support/management-client.ts'
import { findSecrets } from '../support/search-secrets.ts'
import { type StartedServer, startLocal } from '../support/start-local.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { demoExchange, postBody, postForm, postToken } from '../support/token-client.ts'
import { LEAKS, LEAKY_SCRIPT } from './support/leaky-hook.ts'
import { readDataFolder } from './support/read-data-folder.ts'

const KEY = '-----BEGIN A SECRET KEY-----'
const LINES = ['c2VjcmV0LWxpbmUtbnVtYmVyLW9uZSE', 'b2YtYS1zZWNyZXQtdGhlLXNlY29uZA+/']

/** What the hook knows, as it is saved, and as it is changed to while the server runs. */
const FIRST = {
  QUOTED: `p"a\\s's word-1`,
  PEM: `${KEY}\n${LINES[0]}\n${LINES[1]}\n`,
  ÜML: 'schlüssel-漢字-1',
}
const SECOND = { QUOTED: `2: q"b\\t't word`, PEM: FIRST.PEM, ÜML: '2-schlüssel-漢字' }
/** What only tests of drafts are given. */
const GIVEN = { GIVEN: 'given-to-a-draft-alone/+?' }
/** What is sent as a client's secret, rightly or wrongly. */
const CLIENT = { own: 'own-secret-of-a-client-0123456789-abcd', wrong: 'a-wrong-secret-0123456789' }
/** In calls that are refused. */
const REFUSED = { value: 'a-value-of-a-call-that-is-refused' }

let server: StartedServer
let folder: Awaited<ReturnType<typeof temporaryFolder>>
/** What a new tenant's owner is told once: the demo application's credentials. */
let welcome: string
/** Where it stood, and what was said there. */
const said = new Map<string, string>()
const tokens: string[] = []

beforeAll(async () => {
  folder = await temporaryFolder()
  server = await startLocal(folder.path)
  welcome = server.stderr()
})
afterAll(async () => {
  await server.stop('SIGKILL')
  await folder.remove()
})

function note(where: string, what: unknown): void {
  said.set(`${said.size} ${where}`, typeof what === 'string' ? what : (JSON.stringify(what) ?? ''))
}

/** One exchange that the hook may turn into a leak; a token itself is the client's. */
async function exchange(where: string, leak: string): Promise<void> {
  const { status, headers, body } = await demoExchange(server, { leak })
  const { access_token, ...rest } = body
  if (access_token !== undefined) tokens.push(String(access_token))
  note(`${where}: token answer`, { status, headers: [...headers], rest })
}

describe('a run of the real server with known secrets', () => {
  it('has every kind of leak tried, in exchanges and in tests of drafts', async () => {
    const api = await managementClient(server)
    tokens.push(api.token)
    const hook = {
      name: 'leaks',
      triggerId: 'credentials-exchange',
      script: LEAKY_SCRIPT,
      enabled: true,
    }
    const created = await api.post('/hooks', hook)
    expect(created.status).toBe(201)
    const path = `/hooks/${created.body.id}`
    note('a new hook', created.body)
    note('new secrets', await api.post(`${path}/secrets`, FIRST))
    for (const leak of Object.keys(LEAKS)) await exchange(`first, ${leak}`, leak)
    note('changed secrets', await api.patch(`${path}/secrets`, SECOND))
    for (const leak of Object.keys(LEAKS)) {
      await exchange(`second, ${leak}`, leak)
      const payload = { context: { body: { leak } } }
      note(`test, ${leak}`, await api.post(`${path}/test`, { payload, secrets: GIVEN }))
      note(
        `script, ${leak}`,
        await api.post('/hooks/test', { payload, script: LEAKY_SCRIPT, secrets: GIVEN }),
      )
    }
    if (process.platform === 'linux') {
      await until('one of the hook', () => hookProcesses(folder.path).length > 0)
      const processes = hookProcesses(folder.path)
      note('the processes', processes.map(placesOf))
    }
    for (const read of [path, `${path}/secrets`, '/hooks']) note(read, await api.get(read))
  })

  it('has credentials sent in every way, right and wrong', async () => {
    const api = await managementClient(server)
    tokens.push(api.token)
    const given = { name: 'imported', client_id: 'imported', client_secret: CLIENT.own }
    // Shown at creation, and never again.
    expect((await api.post('/clients', given)).status).toBe(201)
    for (const read of ['/clients', '/clients/imported']) note(read, await api.get(read))
    note('the same client again', await api.post('/clients', given))
    note(
      'a short secret',
      await api.post('/clients', { name: 'x', client_secret: CLIENT.wrong.slice(0, 9) }),
    )

    const grant = { grant_type: 'client_credentials', client_id: 'imported' }
    const { url } = server
    const { client_id } = server.credentials.demo
    const basic = (id: string, secret: string) => ({
      authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
    })
    const { own, wrong } = CLIENT
    const refused = [
      await postToken(url, { ...grant, client_secret: own, audience: 'https://api.example.com/' }),
      await postToken(url, { ...grant, client_secret: wrong }),
      await postForm(url, { ...grant, client_secret: wrong }),
      await postForm(url, { ...grant, client_secret: own }, basic('imported', own)),
      await postForm(url, { grant_type: 'client_credentials' }, basic(client_id, wrong)),
      await postForm(
        url,
        `grant_type=x&client_id=imported&client_secret=${own}&client_secret=${own}`,
      ),
      await postToken(url, { ...grant, client_secret: [own] }),
      await postToken(url, { ...grant, client_assertion: own, client_assertion_type: own }),
      await postToken(`${url}oauth/token?client_secret=${own}&x=`, {}),
      await postBody(url, `{"client_secret":"${own}"`, 'application/json'),
    ]
    for (const { status, body } of refused) {
      expect(status).toBeGreaterThanOrEqual(400)
      note('a refused exchange', body)
    }
  })

  it('has calls with secrets in them refused', async () => {
    const api = await managementClient(server)
    tokens.push(api.token)
    const { value } = REFUSED
    const [hook] = (await api.get('/hooks?triggerId=credentials-exchange&enabled=true')).body
    const path = `/hooks/${hook.id}`
    const script = LEAKY_SCRIPT
    const answers = [
      await api.post(`${path}/secrets`, { QUOTED: value }),
      await api.patch(`${path}/secrets`, { UNKNOWN: value }),
      await api.post(`${path}/secrets`, { LONG: value.repeat(200) }),
      await api.post(`${path}/secrets`, { LIST: [value] }),
      await api.post('/hooks/none/secrets', { A: value }),
      await api.post(`${path}/test`, { secrets: { A: value }, version: 99 }),
      await api.post(`${path}/test`, { secrets: { A: { value } } }),
      await api.post('/hooks/test', { secrets: { A: value }, script: 'let = = 1' }),
      await api.post('/hooks/test', {
        secrets: { A: value },
        script,
        payload: { scope: [{ value }] },
      }),
      await api.post('/hooks/test', { script, payload: { client: { id: value.repeat(3) } } }),
      await api.post('/hooks/test', { script, payload: { audience: `${value}\n` } }),
      await callManagement(server.url, `${value}.${value}.${value}`, 'POST', '/hooks', { value }),
    ]
    for (const [i, { status, body }] of answers.entries()) {
      expect([i, Math.floor(status / 100)]).toEqual([i, 4])
      note(`refused call ${i}`, body)
    }
    const cut = await fetch(`${server.url}api/v2${path}/secrets`, {
      method: 'POST',
      headers: { authorization: `Bearer ${api.token}`, 'content-type': 'application/json' },
      body: `{"A":"${value}"`,
    })
    expect(cut.status).toBe(400)
    note('a body cut short', await cut.text())
  })

  it('tells none of them: not in answers, logs, output, processes, nor any file but the one of secrets', async () => {
    const api = await managementClient(server)
    tokens.push(api.token)
    const logs = (await api.get('/logs?per_page=100&include_totals=true')).body
    expect(logs.total).toBeGreaterThan(60)
    for (let page = 0; page * 100 < logs.total; page++) {
      note(`logs, page ${page}`, (await api.get(`/logs?per_page=100&page=${page}`)).body)
    }
    for (const { log_id } of logs.logs)
      note(`log ${log_id}`, (await api.get(`/logs/${log_id}`)).body)
    expect(await server.stop()).toBe(0)
    note('standard output', await server.events())
    note('standard error', server.stderr().slice(welcome.length))
    for (const [where, text] of readDataFolder(folder.path)) note(where, text)

    const logged = JSON.stringify([...said])
    expect(logged.split('[secret QUOTED]').length).toBeGreaterThan(60)
    expect(logged).toContain('[secret GIVEN]')
    const { admin, demo } = server.credentials
    const secrets = {
      ...prefixed('first', FIRST),
      ...prefixed('second', SECOND),
      ...prefixed('client', CLIENT),
      ...GIVEN,
      ...REFUSED,
      admin: admin.client_secret,
      demo: demo.client_secret,
      // A token is its signature: header and payload are no secret.
      ...prefixed(
        'token',
        Object.fromEntries(tokens.map((token) => [token.slice(-9), signatureOf(token)])),
      ),
    }
    expect(tokens.length).toBeGreaterThan(10)
    expect(findSecrets(secrets, said)).toEqual([])
    const { demo: _, ...others } = secrets
    expect(findSecrets(others, new Map([['the welcome', welcome]]))).toEqual([])
  })
})

/** Where a process shows what it was started with. */
function placesOf(id: number): string {
  return readFileSync(`/proc/${id}/cmdline`, 'utf8') + readFileSync(`/proc/${id}/environ`, 'utf8')
}

function signatureOf(token: string): string {
  return token.split('.')[2] ?? ''
}

function prefixed(prefix: string, secrets: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(secrets).map(([name, secret]) => [`${prefix} ${name}`, secret]),
  )
}
