import { describe, expect, test } from 'vitest'
import { HOOK_LIMITS } from '../../../hooks/runtime/contract.ts'
import { runHookInChild } from '../../support/run-hook-in-child.ts'
import { buildHookEvent } from '../support/build-hook-event.ts'
import { hookOf, openHook, resultOf, textsOf } from '../support/open-hook.ts'

describe('captures every printing method with its level', () => {
  test.each([
    ["console.log('a %s', 'b', { c: [1] })", [['log', 'a b { c: [ 1 ] }']]],
    ["console.info('a')", [['info', 'a']]],
    ["console.warn('a')", [['warn', 'a']]],
    ["console.error('a')", [['error', 'a']]],
    ["console.debug('a')", [['debug', 'a']]],
    ['console.dir({ a: 1 })', [['log', '{ a: 1 }']]],
    ['console.log()', [['log', '']]],
    ["console.log('a\\nb')", [['log', 'a\nb']]],
    ["console.assert(true, 'a'); console.assert(false, 'b')", [['error', 'Assertion failed: b']]],
    [
      "console.count(); console.count('x'); console.count(); console.countReset(); console.count()",
      [
        ['log', 'default: 1'],
        ['log', 'x: 1'],
        ['log', 'default: 2'],
        ['log', 'default: 1'],
      ],
    ],
    [
      "console.group('g'); console.log('in'); console.groupEnd(); console.log('out')",
      [
        ['log', 'g'],
        ['log', '  in'],
        ['log', 'out'],
      ],
    ],
    ['const { log } = console; log(1)', [['log', '1']]],
    [
      'cb(); console.log("after the callback, same turn")',
      [['log', 'after the callback, same turn']],
    ],
  ])('%s', async (body, lines) => {
    const outcome = await openHook(hookOf(`${body}; cb()`)).run()
    expect(outcome.console.map(({ level, text }) => [level, text])).toEqual(lines)
    expect(outcome.consoleDropped).toBe(0)
  })

  test('console.table', async () => {
    const [text] = textsOf(await openHook(hookOf('console.table([{ a: 1 }]); cb()')).run())
    expect(text).toContain('(index)')
  })

  test('console.time', async () => {
    const script = hookOf("console.time('t'); console.timeLog('t'); console.timeEnd('t'); cb()")
    expect(textsOf(await openHook(script).run())).toEqual([
      expect.stringMatching(/^t: [\d.]+ms$/),
      expect.stringMatching(/^t: [\d.]+ms$/),
    ])
  })

  test('console.trace, in the lines of the script', async () => {
    const { console: lines } = await openHook(hookOf("console.trace('a'); cb()")).run()
    expect(lines).toMatchObject([
      { level: 'debug', text: 'Trace: a\n    at module.exports (hook.cjs:2:9)' },
    ])
  })
})

test('dates the lines from the start of the event', async () => {
  const { run } = openHook(hookOf('console.log(1); setTimeout(() => { console.log(2); cb() }, 30)'))
  await run()
  const { console: lines, durationMs } = await run()
  const [first = -1, second = -1] = lines.map(({ atMs }) => atMs)
  expect(first).toBeGreaterThanOrEqual(0)
  expect(second - first).toBeGreaterThanOrEqual(29)
  // The process is older than this: it had an event before.
  expect(second).toBeLessThanOrEqual(durationMs)
})

test('groups and counters end with their event', async () => {
  const { run } = openHook(hookOf("console.group('g'); console.count(); cb()"))
  await run()
  expect(textsOf(await run())).toEqual(['g', '  default: 1'])
})

test('writes nothing to the output of the process', async () => {
  const body = "console.log('a'); console.error('b'); require('console').log('c'); cb()"
  const script = `console.log('load'); ${hookOf(body)}`
  const { outcomes, stdout } = await runHookInChild(script, [buildHookEvent()])
  expect(outcomes[0]?.console.map((line) => line.text)).toEqual(['load', 'a', 'b', 'c'])
  expect(stdout).toBe('')
})

describe('is bounded', () => {
  test('in lines', async () => {
    const { run } = openHook(hookOf('for (let i = 0; i < 1e5; i++) console.log(i); cb()'))
    const outcome = await run()
    expect(outcome.console).toHaveLength(HOOK_LIMITS.consoleLines)
    expect(outcome.consoleDropped).toBe(1e5 - HOOK_LIMITS.consoleLines)
  })

  test('in characters of a line', async () => {
    const { run } = openHook(hookOf("console.log('x'.repeat(5000)); console.log('next'); cb()"))
    const outcome = await run()
    expect(textsOf(outcome)).toEqual([
      `${'x'.repeat(HOOK_LIMITS.consoleLineCharacters - 1)}…`,
      'next',
    ])
  })

  test('in characters of all lines', async () => {
    const { run } = openHook(
      hookOf("for (let i = 0; i < 50; i++) console.log('x'.repeat(4000)); cb()"),
    )
    const outcome = await run()
    const characters = textsOf(outcome).join('').length
    expect(characters).toBe(8 * 4000)
    expect(characters).toBeLessThanOrEqual(HOOK_LIMITS.consoleCharacters)
    expect(outcome.consoleDropped).toBe(42)
  })

  test('never ends in half a character', async () => {
    const { run } = openHook(hookOf("console.log('😀'.repeat(5000)); cb()"))
    expect(textsOf(await run())[0]?.isWellFormed()).toBe(true)
  })

  test('without formatting what is only counted', async () => {
    const { run } = openHook(
      hookOf(`
        let formatted = 0
        const value = { [require('util').inspect.custom]: () => 'line ' + ++formatted }
        for (let i = 0; i < 1e5; i++) console.log(value)
        cb(null, { formatted })
      `),
    )
    const outcome = await run()
    expect(resultOf(outcome)).toEqual({ formatted: HOOK_LIMITS.consoleLines })
    expect(outcome.consoleDropped).toBe(1e5 - HOOK_LIMITS.consoleLines)
  })

  test('without holding the long texts that it cuts', async () => {
    const script = hookOf(`
      require('v8').setFlagsFromString('--expose-gc')
      const collect = require('vm').runInNewContext('gc')
      collect()
      const before = process.memoryUsage().heapUsed
      const long = 'x'.repeat(4 << 20)
      for (let i = 0; i < 10; i++) console.log(long + i)
      setTimeout(() => {
        collect()
        cb(null, { heldMegabytes: (process.memoryUsage().heapUsed - before) / (1 << 20) })
      }, 10)
    `)
    const { outcomes } = await runHookInChild(script, [buildHookEvent()])
    const { heldMegabytes } = resultOf(outcomes[0]) as { heldMegabytes: number }
    // The hook's own text, which it may still hold, has 4 MB.
    expect(heldMegabytes).toBeLessThan(6)
    expect(outcomes[0]?.console).toHaveLength(8)
    expect(outcomes[0]?.consoleDropped).toBe(2)
  })
})
