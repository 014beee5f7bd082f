import { expect, test } from 'vitest'
import type { HookEvent } from '../../../hooks/runtime/contract.ts'
import { runHookInChild } from '../../support/run-hook-in-child.ts'
import { buildHookEvent } from '../support/build-hook-event.ts'
import { hookOf } from '../support/open-hook.ts'

async function outcomeOf(body: string, parts: Partial<HookEvent> = {}) {
  const { outcomes } = await runHookInChild(hookOf(body), [buildHookEvent(parts)])
  return outcomes[0]
}

test.each([
  ['a timer', 'setTimeout(() => {}, 500); cb()', ['Timeout']],
  ['two timers', 'setTimeout(() => {}, 500); setTimeout(() => {}, 500); cb()', ['Timeout']],
  [
    'a server',
    "require('net').createServer().listen(0, '127.0.0.1'); setTimeout(cb, 10)",
    ['TCPServerWrap'],
  ],
])('names what is left under way by the callback: %s', async (_, body, pending) => {
  expect(await outcomeOf(body)).toMatchObject({ kind: 'result', pending })
})

test.each([
  ['at once', 'cb()'],
  ['in a timer', 'setTimeout(cb, 5)'],
  ['in an immediate', 'setImmediate(cb)'],
  ['in a tick', 'process.nextTick(cb)'],
  ['after a file was read', "require('fs').readFile(__filename, () => cb())"],
  ['after a promise of a file', "require('fs').promises.readFile(__filename).then(() => cb())"],
  ['after a name was resolved', "require('dns').lookup('127.0.0.1', () => cb())"],
  ['with a timer that holds nothing', 'setTimeout(() => {}, 500).unref(); cb()'],
])('names nothing when the callback comes %s', async (_, body) => {
  expect(await outcomeOf(body)).toMatchObject({ kind: 'result', pending: [] })
})

test('does not count what was under way before the event', async () => {
  const script = `setInterval(() => {}, 1000); ${hookOf('cb()')}`
  const { outcomes } = await runHookInChild(script, [buildHookEvent()])
  expect(outcomes[0]).toMatchObject({ kind: 'result', pending: [] })
})

test('waits for pending work as long as the event allows, collecting what it prints', async () => {
  const outcome = await outcomeOf(
    "setTimeout(() => { console.log('saved'); throw new Error('not quite') }, 60); cb(null, { a: 1 })",
    { afterCallbackMs: 1500 },
  )
  expect(outcome).toMatchObject({
    kind: 'result',
    result: { a: 1 },
    pending: [],
    console: [{ level: 'log', text: 'saved' }, { level: 'error' }],
  })
  expect(outcome?.console[1]?.text).toMatch(/^Thrown after the callback: Error: not quite/)
  expect(outcome?.durationMs).toBeGreaterThanOrEqual(59)
  expect(outcome?.durationMs).toBeLessThan(1000)
})

test('gives up waiting when the time is over', async () => {
  const outcome = await outcomeOf('setTimeout(() => {}, 5000); cb()', { afterCallbackMs: 50 })
  expect(outcome).toMatchObject({ kind: 'result', pending: ['Timeout'] })
  expect(outcome?.durationMs).toBeGreaterThanOrEqual(49)
  expect(outcome?.durationMs).toBeLessThan(1500)
})

test('does not wait when nothing is pending or the hook failed', async () => {
  const idle = await outcomeOf('cb()', { afterCallbackMs: 2000 })
  expect(idle?.durationMs).toBeLessThan(500)
  const failed = await outcomeOf('setTimeout(() => {}, 5000); null.x', { afterCallbackMs: 2000 })
  expect(failed).toMatchObject({ cause: 'threw', pending: ['Timeout'] })
  expect(failed?.durationMs).toBeLessThan(500)
})
