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
    { afterCallbackMs: 2000 },
  )
  expect(outcome).toMatchObject({
    kind: 'result',
    result: { a: 1 },
    pending: [],
    console: [{ level: 'log', text: 'saved' }, { level: 'error' }],
  })
  expect(outcome?.console[1]?.text).toMatch(/^Thrown after the callback: Error: not quite/)
  expect(outcome?.durationMs).toBeGreaterThanOrEqual(59)
})

test('gives up waiting when the time is over', async () => {
  const outcome = await outcomeOf('setTimeout(() => {}, 5000); cb()', { afterCallbackMs: 50 })
  expect(outcome).toMatchObject({ kind: 'result', pending: ['Timeout'] })
  expect(outcome?.durationMs).toBeGreaterThanOrEqual(49)
})

test.each([
  ['nothing is pending any more', 'setTimeout(later, 1000).unref(); cb()', { pending: [] }],
  [
    'its work is done',
    'setTimeout(later, 1000).unref(); setTimeout(() => {}, 20); cb()',
    { pending: [] },
  ],
  ['the hook failed', 'setTimeout(later, 1000); null.x', { cause: 'threw', pending: ['Timeout'] }],
])('does not wait to the end of the time when %s', async (_, body, expected) => {
  const prints = "const later = () => console.log('later');"
  const outcome = await outcomeOf(`${prints} ${body}`, { afterCallbackMs: 2000 })
  expect(outcome).toMatchObject({ ...expected, console: [] })
})
