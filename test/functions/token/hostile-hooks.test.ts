import { readdirSync, readFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { editTenant, useScript } from '../../support/edit-tenant.ts'
import { type ServedTenant, serveTenant } from '../../support/serve-tenant.ts'
import { decodeToken, demoExchange } from '../../support/token-client.ts'

const CLAIM = 'https://foo.com/claim'

let tenant: ServedTenant
beforeAll(async () => {
  tenant = await serveTenant()
})
afterAll(() => tenant.close())

/** A hook that does this when the request says so, and is harmless otherwise. */
function hostile(attack: string, options: Parameters<typeof useScript>[2] = {}) {
  const script = `module.exports = function (client, scope, audience, context, cb) {
    var harmless = { scope: scope, '${CLAIM}': 'harmless' };
    if (context.body.attack !== 'yes') return cb(null, harmless);
    ${attack}
  }`
  return useScript(tenant.ports, script, { timeoutMs: 400, ...options })
}

const attack = () => demoExchange(tenant, { attack: 'yes' })

async function expectHarmless() {
  const answer = await demoExchange(tenant)
  expect(answer.status).toBe(200)
  expect(decodeToken(answer).payload[CLAIM]).toBe('harmless')
}

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
    await hostile(script, cause === 'out-of-memory' ? { timeoutMs: 10_000 } : {})
    const answer = await attack()
    expect(answer.body).toEqual({
      error: 'server_error',
      error_description: 'The hook of this tenant failed. Its owner finds the cause in the log.',
    })
    expect(answer.status).toBe(500)
    const event = await tenant.lastEvent()
    expect(event.type).toBe('feccft')
    expect(event.description).toMatch(new RegExp(cause))
    await expectHarmless()
  })
})

describe('a hook that is odd', () => {
  it.each([
    ['calls back twice', "cb(null, { scope: ['first'] }); cb(new Error('second'))", 'first'],
    [
      'calls back now and later',
      "cb(null, { scope: ['first'] }); setTimeout(cb, 5, 'late')",
      'first',
    ],
    ['throws after calling back', "cb(null, { scope: ['first'] }); throw new Error('x')", 'first'],
    [
      'exits soon after calling back',
      "cb(null, { scope: ['first'] }); setTimeout(process.exit, 100)",
      'first',
    ],
    ['replaces JSON', 'JSON.stringify = JSON.parse = () => "no"; cb(null, harmless)', 'read:data'],
    [
      'replaces Promise',
      'Promise = function () {}; Promise.prototype = null; cb(null, harmless)',
      'read:data',
    ],
    [
      'replaces Promise.prototype.then',
      'Promise.prototype.then = () => {}; cb(null, harmless)',
      'read:data',
    ],
    ['replaces call', 'Function.prototype.call = () => 0; cb(null, harmless)', 'read:data'],
    [
      'replaces array methods',
      'for (var m of ["push", "map", "join", "forEach"]) Array.prototype[m] = () => { throw 1 }; cb(null, harmless)',
      'read:data',
    ],
    [
      'replaces process.send and emit',
      'process.send = process.emit = process.on = () => 0; cb(null, harmless)',
      'read:data',
    ],
    [
      'replaces Buffer and timers',
      'Buffer.from = Buffer.concat = Buffer.alloc = setTimeout = clearTimeout = () => 0; cb(null, harmless)',
      'read:data',
    ],
    [
      'freezes what it was given',
      'Object.freeze(scope); Object.freeze(context); cb(null, harmless)',
      'read:data',
    ],
    [
      'leaves sockets and timers',
      "require('net').createServer().listen(0); setInterval(() => 0, 1e3); cb(null, harmless)",
      'read:data',
    ],
  ])('%s', async (_name, script, scope) => {
    await hostile(script)
    const answer = await attack()
    expect(answer.status).toBe(200)
    expect(answer.body.scope).toBe(scope)
    if (scope !== undefined) await expectHarmless()
  })

  it('names work that was still pending in the trace', async () => {
    await hostile('setTimeout(() => 0, 300); cb(null, harmless)')
    await attack()
    expect((await tenant.lastEvent()).details.hook?.pending).toEqual(['Timeout'])
  })

  it('waits for pending work as long as its setting says', async () => {
    await hostile("setTimeout(() => console.log('done'), 100); cb(null, harmless)", {
      afterCallbackMs: 2000,
    })
    await attack()
    const { hook } = (await tenant.lastEvent()).details
    expect(hook?.console.map(({ text }) => text)).toEqual(['done'])
    expect(hook).not.toHaveProperty('pending')
  })

  it.each([false, true])('sets __proto__ and constructor (private claims: %s)', async (allowed) => {
    await editTenant(tenant.ports, { privateClaims: allowed })
    await hostile(
      `cb(null, JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'))`,
    )
    const { payload } = decodeToken(await attack())
    await editTenant(tenant.ports, { privateClaims: false })
    expect(Object.hasOwn(payload, '__proto__')).toBe(false)
    expect(Object.hasOwn(payload, 'constructor')).toBe(allowed)
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
    await expectHarmless()
  })
})

describe('a hook that spies', () => {
  it('finds nothing of the server in files, environment or /proc', async () => {
    await hostile(`
      var fs = require('fs'), seen = {};
      var look = function (name, f) { try { seen[name] = f() } catch (e) { seen[name] = e.code || e.message } };
      look('environ', function () { return fs.readFileSync('/proc/' + process.ppid + '/environ', 'utf8') });
      look('ownEnviron', function () { return fs.readFileSync('/proc/self/environ', 'utf8') });
      look('cmdline', function () { return fs.readFileSync('/proc/' + process.ppid + '/cmdline', 'utf8') });
      look('tenant', function () { return fs.readFileSync('${tenant.folder}/tenant.db', 'latin1').length });
      look('keys', function () { return fs.readdirSync('${tenant.folder}/keys') });
      look('up', function () { return fs.readdirSync(__dirname + '/..') });
      look('link', function () { fs.symlinkSync('${tenant.folder}', __dirname + '/x') });
      look('write', function () { fs.writeFileSync(__dirname + '/x', 'x') });
      look('tmp', function () { fs.writeFileSync('${tmpdir()}/hookmint-x', 'x') });
      look('sqlite', function () { return new (require('node:sqlite').DatabaseSync)('${tenant.folder}/tenant.db') });
      look('sqliteToo', function () { return new (process.getBuiltinModule('node:sqlite').DatabaseSync)('${tenant.folder}/tenant.db') });
      look('binding', function () { return process.binding('fs') && 'bound' });
      look('env', function () { return Object.keys(process.env).length });
      cb(null, { '${CLAIM}': seen });`)
    const { payload } = decodeToken(await attack())
    const { env, binding, sqlite, sqliteToo, ...rest } = payload[CLAIM] as Record<string, unknown>
    expect(sqlite).toBe('ERR_UNKNOWN_BUILTIN_MODULE')
    expect(sqliteToo).toMatch(/Cannot read properties of undefined/)
    expect(env).toBe(0)
    expect(binding).not.toBe('bound')
    expect(new Set(Object.values(rest))).toEqual(new Set(['ERR_ACCESS_DENIED']))
  })

  it('cannot make the server listen for a debugger', async () => {
    await hostile(`
      var tried = [];
      [function () { process._debugProcess(process.ppid) }, function () { process.kill(process.ppid, 'SIGUSR1') }]
        .forEach(function (f) { try { f(); tried.push('did') } catch (e) { tried.push(e.code) } });
      cb(null, { '${CLAIM}': tried });`)
    expect(decodeToken(await attack()).payload[CLAIM]).toEqual(['EPERM', 'EPERM'])
  })

  it('has its secrets removed from console lines, errors and their stacks', async () => {
    const secret = 'p4ss"word+with/odd=chars'
    await hostile(
      `var s = context.webtask.secrets.KEY;
       console.log(s); console.error('x' + s + 'y', { s: s }); console.log(JSON.stringify({ s: s }));
       console.log(Buffer.from(s).toString('base64')); console.log(context.webtask.secrets);
       throw new Error('failed with ' + s);`,
      { secrets: { KEY: secret } },
    )
    await attack()
    const event = await tenant.lastEvent()
    expect(event.details.hook?.console).toHaveLength(5)
    expect(event.details.hook?.error?.message).toBe('failed with [secret KEY]')
    const logged = JSON.stringify(event)
    expect(logged).not.toContain('word+with')
    expect(logged).not.toContain(Buffer.from(secret).toString('base64').slice(0, 16))
    await tenant.ports.log.flush()
    const stored = ['events.db', 'events.db-wal'].map((file) =>
      readFileSync(`${tenant.folder}/${file}`, 'latin1'),
    )
    expect(stored.join()).not.toContain('word+with')
  })

  it('prints 10 MB and leaves a bounded log line', async () => {
    await hostile(
      "for (var i = 0; i < 1000; i++) console.log('x'.repeat(10000)); cb(null, harmless)",
      {
        timeoutMs: 5000,
      },
    )
    expect((await attack()).status).toBe(200)
    const event = await tenant.lastEvent()
    expect(event.details.hook?.consoleDropped).toBeGreaterThan(900)
    expect(JSON.stringify(event).length).toBeLessThan(50_000)
  })
})

describe('a hook that tampers with the channel to the server', () => {
  it.each([
    [
      'writes to every descriptor',
      "for (var fd = 0; fd < 40; fd++) try { require('fs').writeSync(fd, 'garbage garbage') } catch (e) {}",
    ],
    [
      'forges an answer',
      `
      var text = JSON.stringify({ id: 'x', outcome: { kind: 'result', result: { scope: ['forged'] }, durationMs: 0, console: [], consoleDropped: 0, pending: [] } });
      var frame = Buffer.alloc(4 + text.length); frame.writeUInt32LE(text.length); frame.write(text, 4);
      require('fs').writeSync(3, frame);`,
    ],
    ['announces 4 GB', "require('fs').writeSync(3, Buffer.from([255, 255, 255, 255, 1]));"],
    ['closes the channel', "require('fs').closeSync(3);"],
  ])('%s', async (_name, script) => {
    await hostile(script)
    const answer = await attack()
    expect(answer.status).toBe(500)
    expect((await tenant.lastEvent()).description).toMatch(
      /malformed-outcome|exited|killed-at-deadline/,
    )
    await expectHarmless()
  })
})

describe('hooks that are many or slow', () => {
  it('delay no request of another kind', async () => {
    const gate = await openGate()
    await hostile(`require('http').get('${gate.url}', () => cb(null, harmless))`, {
      timeoutMs: 20_000,
    })
    const slow = Array.from({ length: 8 }, attack)
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
    await hostile('', { timeoutMs: 1500 })
    const answers = await Promise.all(Array.from({ length: 90 }, attack))
    const statuses = new Map<number, number>()
    for (const { status } of answers) statuses.set(status, (statuses.get(status) ?? 0) + 1)
    expect([...statuses.keys()].sort()).toEqual([500, 503])
    const busy = answers.find(({ status }) => status === 503)
    expect(busy?.body.error).toBe('temporarily_unavailable')
    expect(Number(busy?.headers.get('retry-after'))).toBeGreaterThan(0)
    await expectHarmless()
  })

  it('may ask their own tenant for tokens in a loop, which is bounded', async () => {
    const { demo } = tenant.credentials
    const body = JSON.stringify({ grant_type: 'client_credentials', ...demo, attack: 'yes' })
    await hostile(
      `fetch('${tenant.url}oauth/token', { method: 'POST', headers: { 'content-type': 'application/json' }, body: ${JSON.stringify(body)} })
        .then(function (answer) { cb(answer.ok ? null : 'inner ' + answer.status, harmless) })`,
      { timeoutMs: 1000 },
    )
    const answer = await attack()
    expect(answer.status).toBe(500)
    await expect.poll(() => demoExchange(tenant).then(({ status }) => status)).toBe(200)
    await expectHarmless()
  })

  it('leave no process behind when the server closes', async () => {
    await hostile('while (true);')
    const inFlight = attack().catch(() => undefined)
    await expect.poll(() => processesIn(tenant.folder)).toBeGreaterThan(0)
    await tenant.close()
    await inFlight
    expect(processesIn(tenant.folder)).toBe(0)
    tenant = await serveTenant()
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
