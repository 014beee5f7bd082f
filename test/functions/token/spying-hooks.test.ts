import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { describe, expect, it } from 'vitest'
import { decodeToken } from '../../support/token-client.ts'
import { useTenant } from '../../support/use-tenant.ts'
import { attack, CLAIM, expectHarmless, useHostileHook } from './support/hostile-hook.ts'

const tenant = useTenant()

describe('a hook that spies', () => {
  it('finds nothing of the server in files, environment or /proc', async () => {
    await useHostileHook(
      tenant,
      `
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
      cb(null, { '${CLAIM}': seen });`,
    )
    const { payload } = decodeToken(await attack(tenant))
    const { env, binding, sqlite, sqliteToo, ...rest } = payload[CLAIM] as Record<string, unknown>
    expect(sqlite).toBe('ERR_UNKNOWN_BUILTIN_MODULE')
    expect(sqliteToo).toMatch(/Cannot read properties of undefined/)
    expect(env).toBe(0)
    expect(binding).not.toBe('bound')
    expect(new Set(Object.values(rest))).toEqual(new Set(['ERR_ACCESS_DENIED']))
  })

  it('cannot make the server listen for a debugger', async () => {
    await useHostileHook(
      tenant,
      `
      var tried = [];
      [function () { process._debugProcess(process.ppid) }, function () { process.kill(process.ppid, 'SIGUSR1') }]
        .forEach(function (f) { try { f(); tried.push('did') } catch (e) { tried.push(e.code) } });
      cb(null, { '${CLAIM}': tried });`,
    )
    expect(decodeToken(await attack(tenant)).payload[CLAIM]).toEqual(['EPERM', 'EPERM'])
  })

  it('has its secrets removed from console lines, errors and their stacks', async () => {
    const secret = 'p4ss"word+with/odd=chars'
    await useHostileHook(
      tenant,
      `var s = context.webtask.secrets.KEY;
       console.log(s); console.error('x' + s + 'y', { s: s }); console.log(JSON.stringify({ s: s }));
       console.log(Buffer.from(s).toString('base64')); console.log(context.webtask.secrets);
       throw new Error('failed with ' + s);`,
      { secrets: { KEY: secret } },
    )
    await attack(tenant)
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
    await useHostileHook(
      tenant,
      "for (var i = 0; i < 1000; i++) console.log('x'.repeat(10000)); cb(null, harmless)",
      {
        timeoutMs: 5000,
      },
    )
    expect((await attack(tenant)).status).toBe(200)
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
    await useHostileHook(tenant, script)
    const answer = await attack(tenant)
    expect(answer.status).toBe(500)
    expect((await tenant.lastEvent()).description).toMatch(
      /malformed-outcome|exited|killed-at-deadline/,
    )
    await expectHarmless(tenant)
  })
})
