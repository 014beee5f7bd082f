import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { HookEvent, HookOutcome } from '../../../hooks/runtime/contract.ts'
import { buildHookEvent } from '../../hooks/support/build-hook-event.ts'
import { hookOf } from '../../hooks/support/open-hook.ts'
import { openLocalHooks } from '../../support/open-local-hooks.ts'

const NEIGHBOURS = ['a', 'b', 'bad', 'c', 'd', 'e', 'f']

/** What an event does to those that were handed over with it, and how it ends itself. */
const BAD: [what: string, body: string, ending: object][] = [
  ['takes its time', 'setTimeout(cb, 700, null, "slow")', { kind: 'result', result: 'slow' }],
  ['waits after its callback', 'setTimeout(() => 0, 700); cb(null, 1)', { kind: 'result' }],
  ['never calls back', '', { cause: 'timed-out' }],
  ['loops', 'for (;;);', { cause: 'killed-at-deadline' }],
  ['loops in promises', '(function f() { Promise.resolve().then(f) })()', { kind: 'failed' }],
  ['exits', 'process.exit()', { cause: 'exited' }],
  ['aborts', 'process.abort()', { cause: 'exited' }],
  ['throws', 'throw new Error()', { cause: 'threw' }],
  [
    'fills the memory',
    'for (const all = [];;) all.push(new Array(1e6).fill(all.length))',
    { kind: 'failed' },
  ],
  ['answers at length', 'cb(null, "x".repeat(9e5))', { kind: 'result' }],
  ['writes garbage', 'write("garbage"); cb()', { cause: 'malformed-outcome' }],
  ['floods the channel', 'for (;;) write("x".repeat(1e4))', { kind: 'failed' }],
  ['announces a frame', 'write(Buffer.from([0, 16, 0, 0])); cb()', { cause: 'malformed-outcome' }],
  [
    'answers for others',
    'write(frame({ id: "x", outcome: 1 })); cb()',
    { cause: 'malformed-outcome' },
  ],
  ['closes the channel', 'fs.closeSync(3)', { kind: 'failed' }],
  [
    'changes how objects are written',
    'Object.prototype.toJSON = () => 7; cb()',
    { cause: 'malformed-outcome' },
  ],
  [
    'replaces what the entry uses',
    `const replace = (object, ...names) => {
      for (const name of names) object[name] = () => { throw new Error(name) }
    }
    replace(JSON, 'parse', 'stringify')
    replace(Buffer, 'concat', 'allocUnsafe', 'byteLength')
    replace(Buffer.prototype, 'utf8Slice', 'subarray', 'fill')
    replace(Promise.prototype, 'then')
    replace(process.hrtime, 'bigint')
    replace(Reflect, 'apply')
    replace(fs, 'writeSync')
    cb(null, 1)`,
    { kind: 'result' },
  ],
]

describe('events that are handed over together', () => {
  it('run in one process, in their order', async () => {
    await untilTogether(async () => {
      const { runAll } = await open()
      const outcomes = await runAll(['a', 'b', 'c', 'd'])
      return new Set(outcomes.map(resultOf)).size === 1
    })
  })

  it.each(BAD)('are not harmed by one that %s, and none runs twice', async (_, body, ending) => {
    await untilTogether(async () => {
      const { runAll, runs } = await open(body)
      const outcomes = await runAll(NEIGHBOURS)
      const bad = NEIGHBOURS.indexOf('bad')
      expect(outcomes[bad]).toMatchObject(ending)
      for (const outcome of outcomes.toSpliced(bad, 1)) expect(outcome.kind).toBe('result')
      await delay(100)
      const ran = runs().map(({ name }) => name)
      expect(ran.sort()).toEqual([...NEIGHBOURS].sort())
      const places = new Map(runs().map(({ name, pid }) => [name, pid]))
      return places.get('bad') === places.get('a')
    })
  })

  it.each([
    ['slow', 'setTimeout(cb, 700)'],
    ['stuck', 'for (;;);'],
  ])('do not wait for one that is %s', async (_, body) => {
    const { runAll } = await open(body)
    const settled: string[] = []
    await runAll(NEIGHBOURS, settled)
    expect(settled.at(-1)).toBe('bad')
  })

  it('do not lie where one before them could read them', async () => {
    const { runAll } = await open(`
      const { inspect } = require('util')
      const options = { depth: 4, showHidden: true, maxStringLength: 1e5, maxArrayLength: 1e5 }
      let seen = Buffer.from(Buffer.allocUnsafe(1).buffer).toString('latin1')
      for (const handle of process._getActiveHandles()) {
        for (const key of Reflect.ownKeys(handle)) {
          const bytes = handle[key]
          if (bytes instanceof Uint8Array) seen += Buffer.from(bytes.buffer).toString('latin1')
          else try { seen += inspect(bytes, options) } catch {}
        }
      }
      const at = Buffer.alloc(1e5)
      try { seen += at.latin1Slice(0, fs.readSync(3, at)) } catch {}
      // Not as one word: memory that Node gives away may hold words of this script.
      cb(null, [seen.length > 1000, seen.includes(['neighbour', 'f'].join('-'))])`)
    const outcomes = await runAll(NEIGHBOURS)
    expect(outcomes[NEIGHBOURS.indexOf('bad')]).toMatchObject({ result: [true, false] })
  })

  it('are each given its own deadline', async () => {
    const { runAll } = await open(
      'const until = Date.now() + 900; while (Date.now() < until); cb()',
    )
    const outcomes = await runAll(['a', 'bad', 'b', 'bad', 'c', 'bad'])
    for (const outcome of outcomes) expect(outcome.kind).toBe('result')
  })
})

/**
 * Tries until events were handed over together: on a busy machine the time to start them runs out,
 * and some go to another process.
 */
async function untilTogether(attempt: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 6; tries++) if (await attempt()) return
  expect.fail('Six times no event was handed over together with others')
}

/**
 * A hook that is known to be quick. It tells over UDP which events run where; the one named `bad`
 * does what the body says.
 */
async function open(body = '') {
  const runs: { name: string; pid: number }[] = []
  const counter = createSocket('udp4').bind(0, '127.0.0.1')
  await once(counter, 'listening')
  counter.on('message', (text) => runs.push(JSON.parse(text.toString())))
  const hooks = await openLocalHooks({ graceMs: 1_000 })
  onTestFinished(async () => {
    counter.close()
    await hooks.close()
  })
  const versionArn = await hooks.deploy(`
    const fs = require('fs')
    const counter = require('dgram').createSocket('udp4').unref()
    counter.connect(${counter.address().port}, '127.0.0.1')
    const { pid } = process
    function write(bytes) { try { fs.writeSync(3, bytes) } catch {} }
    function frame(value) {
      const text = JSON.stringify(value)
      const header = Buffer.alloc(4)
      header.writeUInt32LE(text.length)
      return Buffer.concat([header, Buffer.from(text)])
    }
    ${hookOf(`
    const { name } = context.body
    if (name !== 'warm-up') counter.send('{"name":"' + name + '","pid":' + pid + '}')
    if (name !== 'bad') return cb(null, pid)
    ${body}`)}`)
  const run = (name: string) => hooks.runner.run(versionArn, eventOf(name))
  for (let event = 0; event < 60; event++) await run('warm-up')
  return {
    runs: () => runs,
    /** In one turn of the event loop. Puts their names into `settled` as they are. */
    runAll: (names: string[], settled: string[] = []): Promise<HookOutcome[]> =>
      Promise.all(
        names.map(async (name) => {
          const outcome = await run(name)
          settled.push(name)
          return outcome
        }),
      ),
  }
}

function eventOf(name: string): HookEvent {
  const { context } = buildHookEvent()
  const body = { name, text: `neighbour-${name}` }
  return buildHookEvent({ timeoutMs: 1_000, afterCallbackMs: 1_000, context: { ...context, body } })
}

function resultOf(outcome: HookOutcome): unknown {
  return outcome.kind === 'result' ? outcome.result : outcome
}
