import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DraftRunner } from '../../functions/core/ports/draft-runner.ts'
import type { BuiltHook } from '../../functions/core/ports/hook-builder.ts'
import type { HookEvent, HookOutcome } from '../../hooks/runtime/contract.ts'
import { buildHookEvent } from '../hooks/support/build-hook-event.ts'
import { hookOf } from '../hooks/support/open-hook.ts'
import { until } from '../support/hook-processes.ts'

const SHORT = { timeoutMs: 300 }
const FULL_HEAP = 'for (const a = [];;) a.push(new Array(1e5).fill(a.length))'

/** Scripts that fail, and what is said of each. */
const FAILURES: [name: string, script: string, cause: string, message: RegExp][] = [
  ['throws', hookOf("\nthrow new TypeError('no such thing')"), 'threw', /^no such thing$/],
  ['rejects', hookOf("return Promise.reject(new Error('async'))"), 'rejected', /^async$/],
  ['never calls back', hookOf(''), 'timed-out', /300/],
  ['loops for ever', hookOf('for (;;);'), 'killed-at-deadline', /No answer/],
  ['loops for ever while it loads', 'for (;;);', 'killed-at-deadline', /did not load/],
  ['exits', hookOf('process.exit(3)'), 'exited', /code 3/],
  ['exits while it loads', 'process.exit(4)', 'exited', /code 4/],
  ['fills its heap', hookOf(FULL_HEAP), 'out-of-memory', /heap/],
  ['exports no function', 'module.exports = {}', 'no-function', /function/],
  ['does not load', "throw new RangeError('broken')", 'load-failed', /^broken$/],
  ['requires what is not there', "require('not-there')", 'load-failed', /not-there/],
]

/** What every `DraftRunner` does, run on each adapter. Its grace should be short here. */
export function describeDraftRunner(
  name: string,
  open: () => Promise<{
    runner: DraftRunner
    /** What is there of drafts, running or not: processes, folders, functions. */
    remains: () => Promise<string[]>
    close: () => Promise<void>
  }>,
): void {
  describe(`DraftRunner: ${name}`, () => {
    let opened: Awaited<ReturnType<typeof open>>
    beforeAll(async () => {
      opened = await open()
    })
    afterAll(() => opened.close())
    const run = (script: string, parts?: Partial<HookEvent>) =>
      opened.runner.run(draftOf(script), buildHookEvent(parts))
    const nothingRemains = async () => expect(await opened.remains()).toEqual([])

    it('carries an event across and the result back as they are', async () => {
      const odd = { 'é " \\ \u2028 漢 😀': 'multi\nline \u0000 \ud800', constructor: 'x', '': '' }
      const event = buildHookEvent({
        client: { tenant: 'tenant', id: 'id', name: 'name', metadata: odd },
        scope: [],
        secrets: { odd: 'ü'.repeat(10_000) },
      })
      const script = hookOf('cb(null, { client, scope, audience, s: context.webtask.secrets })')
      const { client, scope, audience, secrets: s } = event
      const outcome = await opened.runner.run(draftOf(script), event)
      expect(outcome).toMatchObject({ kind: 'result', result: { client, scope, audience, s } })
      await nothingRemains()
    })

    it('carries refusals with the script’s own line', async () => {
      expect(await run(hookOf("\ncb(new InvalidScopeError('no'))"))).toMatchObject({
        kind: 'refused',
        error: { name: 'InvalidScopeError', message: 'no', stack: expect.stringMatching(/:3:\d/) },
      })
      await nothingRemains()
    })

    it('carries console lines, redacted, and what is pending', async () => {
      const body =
        "console.warn('key', context.webtask.secrets.KEY); setTimeout(() => {}, 1e4); cb()"
      expect(await run(hookOf(body), { secrets: { KEY: 'hunter2-hunter2' } })).toMatchObject({
        kind: 'result',
        console: [{ level: 'warn', text: 'key [secret KEY]', atMs: expect.any(Number) }],
        pending: ['Timeout'],
      })
      await nothingRemains()
    })

    it('runs files beside the script, and ES modules', async () => {
      const draft = draftOf('module.exports = (c, s, a, x, cb) => cb(null, require("./a/b.cjs"))')
      draft.files.set('a/b.cjs', Buffer.from('module.exports = "from b"'))
      expect(resultOf(await opened.runner.run(draft, buildHookEvent()))).toBe('from b')
      const module = new Map([
        ['hook.mjs', Buffer.from('export default (c, s, a, x, cb) => cb(null, 1)')],
      ])
      const outcome = await opened.runner.run({ files: module, codeSha: '' }, buildHookEvent())
      expect(resultOf(outcome)).toBe(1)
    })

    it.each(FAILURES)('says so when the script %s', async (_name, script, cause, message) => {
      const limit = cause === 'out-of-memory' ? { timeoutMs: 15_000 } : SHORT
      const outcome = await run(script, limit)
      expect(outcome).toMatchObject({
        kind: 'failed',
        cause,
        error: { message: expect.stringMatching(message) },
        durationMs: expect.any(Number),
      })
      await nothingRemains()
    })

    it('has no state between two runs of the same draft', async () => {
      const script = `globalThis.runs = 0
        module.exports = (client, scope, audience, context, cb) =>
          context.webtask.storage.get((error, data = 0) =>
            context.webtask.storage.set(data + 1, () => cb(null, [++globalThis.runs, data])))`
      expect(resultOf(await run(script))).toEqual([1, 0])
      expect(resultOf(await run(script))).toEqual([1, 0])
    })

    it('keeps drafts that run at the same time apart', async () => {
      const script = (word: string) =>
        hookOf(`globalThis.word = '${word}'; setTimeout(() => cb(null, globalThis.word), 200)`)
      const words = ['one', 'two', 'three']
      const outcomes = await Promise.all(words.map((word) => run(script(word))))
      expect(outcomes.map(resultOf)).toEqual(words)
      await nothingRemains()
    })

    it('ends what a draft leaves running behind its answer', async () => {
      expect((await run(hookOf('setInterval(() => {}, 10); cb()'))).kind).toBe('result')
      await nothingRemains()
    })

    it('shows what remains of a draft while it runs', async () => {
      const slow = run(hookOf('setTimeout(cb, 1000, null, 1)'))
      await until('something of the draft', async () => (await opened.remains()).length > 0)
      expect(resultOf(await slow)).toBe(1)
      await nothingRemains()
    })
  })
}

/** A script as built files. */
export function draftOf(script: string): Pick<BuiltHook, 'files' | 'codeSha'> {
  return { files: new Map([['hook.cjs', Buffer.from(script)]]), codeSha: '' }
}

function resultOf(outcome: HookOutcome): unknown {
  return outcome.kind === 'result' ? outcome.result : outcome
}
