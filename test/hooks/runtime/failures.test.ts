import { describe, expect, test } from 'vitest'
import { runHookInChild } from '../../support/run-hook-in-child.ts'
import { buildHookEvent } from '../support/build-hook-event.ts'
import { errorOf, hookOf, openHook, resultOf, textsOf } from '../support/open-hook.ts'

/** Fails as `audience` says, or answers. */
const FAILING = hookOf(`
  const fail = () => { throw new Error(audience) }
  switch (audience) {
    case 'throw': return fail()
    case 'throw undefined': throw undefined
    case 'reject': return Promise.reject(new Error(audience))
    case 'async': return (async () => { await null; fail() })()
    case 'thenable': return { then(_, reject) { reject(new Error(audience)) } }
    case 'bad thenable': return { then() { fail() } }
    case 'timer': return void setTimeout(fail, 1)
    case 'immediate': return void setImmediate(fail)
    case 'tick': return void process.nextTick(fail)
    case 'microtask': return void queueMicrotask(fail)
    case 'file': return void require('fs').readFile(__filename, fail)
    case 'emitter': return void setTimeout(() => new (require('events'))().emit('error', new Error(audience)), 1)
    case 'unhandled': Promise.reject(new Error(audience)); return
    case 'unhandled later': setTimeout(() => Promise.reject(new Error(audience)), 1); return
    case 'forget': return
    case 'forget async': return Promise.resolve({ scope: [] })
    default: cb(null, { ok: true })
  }
`)

describe('a hook that fails before it calls back', () => {
  const rows = [
    ['throw', 'threw'],
    ['throw undefined', 'threw'],
    ['reject', 'rejected'],
    ['async', 'rejected'],
    ['thenable', 'rejected'],
    ['bad thenable', 'threw'],
    ['timer', 'threw-late'],
    ['immediate', 'threw-late'],
    ['tick', 'threw-late'],
    ['microtask', 'threw-late'],
    ['file', 'threw-late'],
    ['emitter', 'threw-late'],
    ['unhandled', 'rejected'],
    ['unhandled later', 'rejected'],
    ['forget', 'timed-out'],
    ['forget async', 'timed-out'],
  ] as const

  test('ends with its cause, and the next event works', async () => {
    const events = rows.flatMap(([audience]) => [
      buildHookEvent({ audience, timeoutMs: audience.startsWith('forget') ? 30 : 2000 }),
      buildHookEvent({ audience: 'fine' }),
    ])
    const { outcomes } = await runHookInChild(FAILING, events)
    for (const [index, [audience, cause]] of rows.entries()) {
      const failed = outcomes[2 * index]
      expect(failed, audience).toMatchObject({ kind: 'failed', cause })
      if (failed && cause !== 'timed-out' && audience !== 'throw undefined') {
        expect(errorOf(failed).message).toBe(audience)
        expect(errorOf(failed).stack).toMatch(/hook\.cjs:\d+:\d+/)
        expect(errorOf(failed).stack).not.toMatch(/index\.mjs|host\.mjs|node:|\/tmp/)
      }
      expect(outcomes[2 * index + 1], audience).toMatchObject({ result: { ok: true }, console: [] })
    }
  })
})

test('says within which time cb was not called, and that return does not end a hook', async () => {
  const { run } = openHook(FAILING)
  expect(errorOf(await run({ audience: 'forget', timeoutMs: 20 }))).toMatchObject({
    name: 'TimeoutError',
    message: 'The hook did not call cb within 20 ms.',
  })
  expect(errorOf(await run({ audience: 'forget async', timeoutMs: 20 })).message).toBe(
    'The hook returned without calling cb (cb(null, access_token) ends it, not return) within 20 ms.',
  )
})

describe('what happens after the callback', () => {
  test('a throw in the same turn changes nothing and is noted', async () => {
    const outcome = await openHook(hookOf("cb(null, { a: 1 }); throw new Error('after')")).run()
    expect(resultOf(outcome)).toEqual({ a: 1 })
    expect(outcome.console).toMatchObject([{ level: 'error' }])
    expect(textsOf(outcome)[0]).toMatch(
      /^Thrown after the callback: Error: after\n {4}at .*hook\.cjs:2:/,
    )
  })

  test('an async hook may reject', async () => {
    const { run } = openHook(
      'module.exports = async (client, scope, audience, context, cb) => { cb(null, { a: 1 }); throw new Error("after") }',
    )
    expect(resultOf(await run())).toEqual({ a: 1 })
  })

  test('what comes after the answer does not reach it', async () => {
    const { run } = openHook(`module.exports = async (client, scope, audience, context, cb) => {
      cb()
      await new Promise((resolve) => setTimeout(resolve, 5))
      console.log('late')
      throw new Error('late')
    }`)
    const outcome = await run()
    await new Promise((resolve) => setTimeout(resolve, 30))
    expect(outcome.console).toEqual([])
  })

  test('throws, rejections and lines of a finished event are not the next one’s', async () => {
    const script = hookOf(`
      if (audience !== 'first') return void setTimeout(() => { console.log('second'); cb(null, { of: 'second' }) }, 60)
      setTimeout(() => { console.log('late'); throw new Error('late') }, 20)
      setTimeout(() => Promise.reject(new Error('late')), 20)
      setTimeout(() => { console.log('late'); cb(new Error('late')) }, 20)
      cb(null, { of: 'first' })
    `)
    const events = ['first', 'second'].map((audience) => buildHookEvent({ audience }))
    const { outcomes } = await runHookInChild(script, events)
    expect(outcomes[0]).toMatchObject({ result: { of: 'first' }, console: [] })
    expect(outcomes[1]).toMatchObject({ result: { of: 'second' }, console: [{ text: 'second' }] })
  })

  test('a timer of the module itself counts for the event that it disturbs', async () => {
    const script = `setTimeout(() => { throw new Error('module') }, 150); ${hookOf('setTimeout(cb, 1000)')}`
    const { outcomes } = await runHookInChild(script, [buildHookEvent()])
    expect(outcomes[0]).toMatchObject({ cause: 'threw-late', error: { message: 'module' } })
  })

  test('a throw of the module between loading and the first event is told there', async () => {
    const script = `process.nextTick(() => { throw new Error('module') }); ${hookOf('cb()')}`
    const { outcomes } = await runHookInChild(script, [buildHookEvent()])
    expect(outcomes[0]).toMatchObject({ kind: 'result', console: [{ level: 'error' }] })
    expect(outcomes[0]?.console[0]?.text).toMatch(/^Thrown outside of any event: Error: module/)
  })
})
