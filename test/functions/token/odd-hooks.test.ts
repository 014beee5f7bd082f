import { describe, expect, it } from 'vitest'
import { editTenant } from '../../support/edit-tenant.ts'
import { decodeToken } from '../../support/token-client.ts'
import { useTenant } from '../../support/use-tenant.ts'
import { attack, expectHarmless, useHostileHook } from './support/hostile-hook.ts'

const tenant = useTenant()

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
    await useHostileHook(tenant, script)
    const answer = await attack(tenant)
    expect(answer.status).toBe(200)
    expect(answer.body.scope).toBe(scope)
    if (scope !== undefined) await expectHarmless(tenant)
  })

  it('names work that was still pending in the trace', async () => {
    await useHostileHook(tenant, 'setTimeout(() => 0, 300); cb(null, harmless)')
    await attack(tenant)
    expect((await tenant.lastEvent()).details.hook?.pending).toEqual(['Timeout'])
  })

  it('waits for pending work as long as its setting says', async () => {
    await useHostileHook(tenant, "setTimeout(() => console.log('done'), 100); cb(null, harmless)", {
      afterCallbackMs: 2000,
    })
    await attack(tenant)
    const { hook } = (await tenant.lastEvent()).details
    expect(hook?.console.map(({ text }) => text)).toEqual(['done'])
    expect(hook).not.toHaveProperty('pending')
  })

  it.each([false, true])('sets __proto__ and constructor (private claims: %s)', async (allowed) => {
    await editTenant(tenant.ports, { privateClaims: allowed })
    await useHostileHook(
      tenant,
      `cb(null, JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'))`,
    )
    const { payload } = decodeToken(await attack(tenant))
    await editTenant(tenant.ports, { privateClaims: false })
    expect(Object.hasOwn(payload, '__proto__')).toBe(false)
    expect(Object.hasOwn(payload, 'constructor')).toBe(allowed)
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
    await expectHarmless(tenant)
  })
})
