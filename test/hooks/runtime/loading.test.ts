import { describe, expect, test } from 'vitest'
import { buildHookEvent } from '../support/build-hook-event.ts'
import { errorOf, hookOf, openHook, resultOf, textsOf } from '../support/open-hook.ts'

const PROBE = { protocol: 1, probe: true } as const

describe('old scripts run unchanged', () => {
  test.each([
    [
      'assignment to an undeclared name',
      hookOf('undeclaredName = 1; cb(null, { ok: undeclaredName })'),
    ],
    ['this is the global object', hookOf('cb(null, { ok: this === globalThis ? 1 : 0 })')],
    [
      'arguments.callee',
      hookOf('cb(null, { ok: typeof arguments.callee === "function" ? 1 : 0 })'),
    ],
    ['octal literals', hookOf('cb(null, { ok: 01 })')],
    ['with', hookOf('with ({ ok: 1 }) { cb(null, { ok }) }')],
    ['top-level return', `${hookOf('cb(null, { ok: 1 })')}; return`],
    [
      'exports beside module.exports',
      `exports.x = 1; const e = exports; ${hookOf('cb(null, { ok: e.x })')}`,
    ],
    [
      'this at the top is exports',
      `const same = this === module.exports; ${hookOf('cb(null, { ok: same ? 1 : 0 })')}`,
    ],
    [
      'require of an expression',
      hookOf("cb(null, { ok: require('ut' + 'il').isDeepStrictEqual(1, 1) ? 1 : 0 })"),
    ],
    [
      'a module variable lives on',
      `let calls = 0; ${hookOf('calls++; cb(null, { ok: calls && 1 })')}`,
    ],
    ['a byte order mark', `\uFEFF${hookOf('cb(null, { ok: 1 })')}`],
  ])('%s', async (_, script) => {
    expect(resultOf(await openHook(script).run())).toEqual({ ok: 1 })
  })

  test('globals of the module persist within the process', async () => {
    const { run } = openHook(`let calls = 0; ${hookOf('cb(null, { calls: ++calls })')}`)
    await run()
    expect(resultOf(await run())).toEqual({ calls: 2 })
  })
})

test('runs an ES module by its default export', async () => {
  const { handler, run } = openHook(
    `import { basename } from 'node:path'
     export default (client, scope, audience, context, cb) => cb(null, { name: basename('/a/b') })`,
    'hook.mjs',
  )
  expect(await handler(PROBE)).toMatchObject({ kind: 'probed' })
  expect(resultOf(await run())).toEqual({ name: 'b' })
  expect(resultOf(await run())).toEqual({ name: 'b' })
})

test('an ES module that never finishes loading is timed out and not called later', async () => {
  const { run } = openHook(
    `await new Promise((resolve) => setTimeout(resolve, 60))
     globalThis.hookCalls = 0
     export default (client, scope, audience, context, cb) => { hookCalls++; cb(null, { hookCalls }) }`,
    'hook.mjs',
  )
  const outcome = await run({ timeoutMs: 20 })
  expect(outcome).toMatchObject({ kind: 'failed', cause: 'timed-out' })
  expect(errorOf(outcome).message).toBe('The script was not loaded within 20 ms.')
  expect(resultOf(await run())).toEqual({ hookCalls: 1 })
  Reflect.deleteProperty(globalThis, 'hookCalls')
})

describe('a script that cannot be loaded fails every event and the probe', () => {
  test.each([
    ['a syntax error', 'var a = 1\n\nfoo bar\n', 'SyntaxError', 'hook.cjs:3\n'],
    ['a throw', '\n\nnull.x\n', 'TypeError', 'hook.cjs:3:6'],
    ['a missing package', "\nrequire('no-such-package')\n", 'Error', 'hook.cjs:2:1'],
  ])('%s', async (_, script, name, place) => {
    const { handler } = openHook(script)
    for (const event of [PROBE, buildHookEvent(), buildHookEvent()]) {
      const outcome = await handler(event)
      expect(outcome).toMatchObject({ kind: 'failed', cause: 'load-failed', error: { name } })
      expect(errorOf(outcome).message).not.toBe('')
      expect(errorOf(outcome).stack).toContain(place)
      expect(JSON.stringify(outcome)).not.toMatch(/tmp|node:|runtime/)
    }
  })

  test('an ES module that throws', async () => {
    const { run } = openHook('\nnull.x\nexport default 1', 'hook.mjs')
    const outcome = await run()
    expect(outcome).toMatchObject({ kind: 'failed', cause: 'load-failed' })
    expect(errorOf(outcome).stack).toContain('hook.mjs:2:6')
  })
})

describe('a script without a function fails as no-function', () => {
  test.each([
    ['exports.a = 1', 'hook.cjs', 'object'],
    ["module.exports = 'text'", 'hook.cjs', 'string'],
    ['module.exports = null', 'hook.cjs', 'null'],
    ['export const a = 1', 'hook.mjs', 'object'],
  ])('%s', async (script, fileName, type) => {
    const { handler, run } = openHook(script, fileName)
    for (const outcome of [await handler(PROBE), await run()]) {
      expect(outcome).toMatchObject({ kind: 'failed', cause: 'no-function' })
      expect(errorOf(outcome).message).toMatch(new RegExp(`must export a function.* ${type}\\.$`))
    }
  })
})

test('a probe loads the script and does not call it', async () => {
  const { handler } = openHook(`let calls = 0; ${hookOf('cb(null, { calls: ++calls })')}`)
  expect(await handler(PROBE)).toMatchObject({ kind: 'probed', console: [], pending: [] })
  expect(resultOf(await handler(buildHookEvent()))).toEqual({ calls: 1 })
})

test('what is printed while loading stands in the first outcome only, redacted', async () => {
  const { run } = openHook(`console.info('loading with hunter2-hunter2'); ${hookOf('cb()')}`)
  const secrets = { KEY: 'hunter2-hunter2' }
  expect((await run({ secrets })).console).toMatchObject([
    { level: 'info', text: 'loading with [secret KEY]' },
  ])
  expect(textsOf(await run({ secrets }))).toEqual([])
})
