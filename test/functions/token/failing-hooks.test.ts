import { readdirSync, readFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { serveTenant } from '../../support/serve-tenant.ts'
import { demoExchange } from '../../support/token-client.ts'
import { useTenant } from '../../support/use-tenant.ts'
import { attack, expectHarmless, useHostileHook } from './support/hostile-hook.ts'

const tenant = useTenant()

describe('a hook that fails', () => {
  it.each([
    ['throws', "throw new Error('x')", 'threw'],
    ['throws nothing that is an error', 'throw null', 'threw'],
    ['rejects', "return Promise.reject(new Error('x'))", 'rejected'],
    ['rejects without saying so', "Promise.reject(new Error('x'))", 'rejected'],
    ['throws later in a timer', "setTimeout(() => { throw new Error('x') }, 20)", 'threw-late'],
    ['never calls back', '', 'timed-out'],
    ['resolves without calling back', 'return Promise.resolve(harmless)', 'timed-out'],
    ['loops without end', 'while (true);', 'killed-at-deadline'],
    [
      'loops without end in promises',
      '(function f() { Promise.resolve().then(f) })()',
      'killed-at-deadline',
    ],
    [
      'allocates without end',
      'var a = []; while (true) a.push(new Array(1e5).fill({}))',
      'out-of-memory',
    ],
    [
      'allocates buffers without end',
      'var a = []; while (true) a.push(Buffer.alloc(1e7, 1))',
      'out-of-memory',
    ],
    ['exits', 'process.exit(0)', 'exited'],
    ['exits with reallyExit', 'process.reallyExit(3)', 'exited'],
    ['aborts', 'process.abort()', 'exited'],
    ['kills itself', "process.kill(process.pid, 'SIGKILL')", 'exited'],
    ['kills its parent', "process.kill(process.ppid, 'SIGKILL')", 'EPERM'],
    ['kills its process group', "process.kill(0, 'SIGKILL')", 'EPERM'],
    [
      'starts a child',
      "require('child_process').execSync('sleep 100')",
      'ERR_ACCESS_DENIED|restricted',
    ],
    [
      'starts a worker',
      "new (require('worker_threads').Worker)('for(;;);', { eval: true })",
      'restricted',
    ],
    ['loads an add-on', "process.dlopen({ exports: {} }, '/x.node')", 'threw'],
    ['returns a cycle', 'harmless.self = harmless; cb(null, harmless)', 'result-not-json'],
    ['returns a BigInt', 'cb(null, { n: 1n })', 'result-not-json'],
    [
      'returns a getter that throws',
      "cb(null, { get a() { throw new Error('x') } })",
      'result-not-json',
    ],
    [
      'returns a toJSON that throws',
      "cb(null, { toJSON() { throw new Error('x') } })",
      'result-not-json',
    ],
    ['returns 5 MB', "cb(null, { a: 'x'.repeat(5e6) })", 'result-too-large'],
    [
      'returns claims over 100 KB',
      "cb(null, { 'https://foo.com/a': 'x'.repeat(110000) })",
      'claims of 11\\d{4} bytes',
    ],
    [
      'gives every object a toJSON',
      'Object.prototype.toJSON = function () { return 7 }; cb(null, harmless)',
      'malformed-outcome',
    ],
  ])('%s', async (_name, script, cause) => {
    // To fill the memory takes a busy machine longer than to find out that a hook is late.
    await useHostileHook(tenant, script, cause === 'out-of-memory' ? { timeoutMs: 10_000 } : {})
    const answer = await attack(tenant)
    expect(answer.body).toEqual({
      error: 'server_error',
      error_description: 'The hook of this tenant failed. Its owner finds the cause in the log.',
    })
    expect(answer.status).toBe(500)
    const event = await tenant.lastEvent()
    expect(event.type).toBe('feccft')
    expect(event.description).toMatch(new RegExp(cause))
    await expectHarmless(tenant)
  })
})

describe('hooks that are many or slow', () => {
  it('delay no request of another kind', async () => {
    const gate = await openGate()
    await useHostileHook(tenant, `require('http').get('${gate.url}', () => cb(null, harmless))`, {
      timeoutMs: 20_000,
    })
    const slow = Array.from({ length: 8 }, () => attack(tenant))
    await gate.reached(8)
    for (let request = 0; request < 20; request++) {
      await fetch(`${tenant.url}.well-known/jwks.json`).then((response) => response.text())
      expect((await demoExchange(tenant, { client_id: `nobody${request}` })).status).toBe(401)
      expect((await demoExchange(tenant)).status).toBe(200)
    }
    gate.open()
    for (const { status } of await Promise.all(slow)) expect(status).toBe(200)
  })

  it('end in 503 when the pool stays full, and the server recovers', async () => {
    await useHostileHook(tenant, '', { timeoutMs: 1500 })
    const answers = await Promise.all(Array.from({ length: 90 }, () => attack(tenant)))
    const statuses = new Map<number, number>()
    for (const { status } of answers) statuses.set(status, (statuses.get(status) ?? 0) + 1)
    expect([...statuses.keys()].sort()).toEqual([500, 503])
    const busy = answers.find(({ status }) => status === 503)
    expect(busy?.body.error).toBe('temporarily_unavailable')
    expect(Number(busy?.headers.get('retry-after'))).toBeGreaterThan(0)
    await expectHarmless(tenant)
  })

  it('may ask their own tenant for tokens in a loop, which is bounded', async () => {
    const { demo } = tenant.credentials
    const body = JSON.stringify({ grant_type: 'client_credentials', ...demo, attack: 'yes' })
    await useHostileHook(
      tenant,
      `fetch('${tenant.url}oauth/token', { method: 'POST', headers: { 'content-type': 'application/json' }, body: ${JSON.stringify(body)} })
        .then(function (answer) { cb(answer.ok ? null : 'inner ' + answer.status, harmless) })`,
      { timeoutMs: 1000 },
    )
    const answer = await attack(tenant)
    expect(answer.status).toBe(500)
    await expect.poll(() => demoExchange(tenant).then(({ status }) => status)).toBe(200)
    await expectHarmless(tenant)
  })

  it('leave no process behind when the server closes', async () => {
    const closing = await serveTenant()
    await useHostileHook(closing, 'while (true);')
    const inFlight = attack(closing).catch(() => undefined)
    await expect.poll(() => processesIn(closing.folder)).toBeGreaterThan(0)
    await closing.close()
    await inFlight
    expect(processesIn(closing.folder)).toBe(0)
  })
})

/** How many processes have a folder in their command line or as their working directory. */
function processesIn(folder: string): number {
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid)) return false
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`${folder}/hooks`)
    } catch {
      return false
    }
  }).length
}

/** A server that keeps every request waiting until it is opened. */
async function openGate() {
  const waiting: ServerResponse[] = []
  const server = createServer((_request, response) => waiting.push(response))
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    reached: (count: number) => expect.poll(() => waiting.length, { timeout: 15_000 }).toBe(count),
    open() {
      for (const response of waiting) response.end()
      server.close()
    },
  }
}
