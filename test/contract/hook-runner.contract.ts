import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { HookVersionGone } from '../../functions/core/errors.ts'
import type { HookRunner } from '../../functions/core/ports/hook-runner.ts'
import type { HookEvent, HookOutcome } from '../../hooks/runtime/contract.ts'
import { buildHookEvent } from '../hooks/support/build-hook-event.ts'
import { hookOf } from '../hooks/support/open-hook.ts'

const FAILS_ONCE = (what: string) =>
  hookOf(`if (context.body.fail) { ${what} } else cb(null, 'works')`)
const SHORT = { timeoutMs: 300 }

/** Ways to end without an answer, and what the runner makes of them. */
const DEATHS = [
  ['process.exit', 'process.exit(3)', 'exited'],
  ['an abort', 'process.abort()', 'exited'],
  ['an endless loop', 'for (;;);', 'killed-at-deadline'],
  ['a callback that never comes', '', 'timed-out'],
  ['a full heap', 'for (const a = [];;) a.push(new Array(1e5).fill(a.length))', 'out-of-memory'],
] as const

/** What every `HookRunner` does, run on each adapter. Its grace should be short here. */
export function describeHookRunner(
  name: string,
  open: () => Promise<{
    runner: HookRunner
    /** Deploys a script as a version of a hook. */
    deploy: (script: string, hookId?: string) => Promise<string>
    close: () => Promise<void>
  }>,
): void {
  describe(`HookRunner: ${name}`, () => {
    let opened: Awaited<ReturnType<typeof open>>
    beforeAll(async () => {
      opened = await open()
    })
    afterAll(() => opened.close())
    const run = (versionArn: string, parts?: Partial<HookEvent>) =>
      opened.runner.run(versionArn, buildHookEvent(parts))
    const fail = (versionArn: string, parts?: Partial<HookEvent>) =>
      run(versionArn, { ...parts, context: contextWith({ fail: true }) })

    it('carries an event across and the result back as they are', async () => {
      const versionArn = await opened.deploy(
        hookOf(
          'cb(null, { client, scope, audience, body: context.body, s: context.webtask.secrets })',
        ),
      )
      const odd = { 'é " \\ \u2028 漢 😀': 'multi\nline \u0000 \ud800', constructor: 'x', '': '' }
      const event = buildHookEvent({
        client: { tenant: 'tenant', id: 'id', name: 'name', metadata: odd },
        scope: [],
        secrets: { odd: 'ü'.repeat(10_000) },
        context: contextWith({ deep: [[{ a: null, b: [1.5, true] }]], odd }),
      })
      expect(resultOf(await opened.runner.run(versionArn, event))).toEqual({
        client: event.client,
        scope: [],
        audience: event.audience,
        body: event.context.body,
        s: event.secrets,
      })
    })

    it('carries results of 900 KB', async () => {
      const versionArn = await opened.deploy(hookOf("cb(null, { big: '漢'.repeat(300 * 1024) })"))
      expect(resultOf(await run(versionArn))).toEqual({ big: '漢'.repeat(300 * 1024) })
    })

    it('carries refusals, console lines and ES modules', async () => {
      const versionArn = await opened.deploy(
        'export default (c, s, a, x, cb) => { console.warn("careful"); cb(new InvalidScopeError("no")) }',
      )
      expect(await run(versionArn)).toMatchObject({
        kind: 'refused',
        error: { name: 'InvalidScopeError', message: 'no' },
        console: [{ level: 'warn', text: 'careful' }],
      })
    })

    it('gives each of many events its own answer, one at a time per process', async () => {
      const versionArn = await opened.deploy(`
        let busy = 0
        module.exports = (client, scope, audience, context, cb) => {
          const seen = ++busy
          setTimeout(() => { busy--; cb(null, { scope, seen }) }, Math.random() * 20)
        }`)
      const numbers = Array.from({ length: 40 }, (_, i) => String(i))
      const outcomes = await Promise.all(numbers.map((i) => run(versionArn, { scope: [i] })))
      expect(outcomes.map(resultOf)).toEqual(numbers.map((i) => ({ scope: [i], seen: 1 })))
    })

    it.each(DEATHS)('tells %s from other failures and then works again', async (_, what, cause) => {
      const versionArn = await opened.deploy(FAILS_ONCE(what))
      const limit = cause === 'out-of-memory' ? { timeoutMs: 15_000 } : SHORT
      expect(await fail(versionArn, limit)).toMatchObject({
        kind: 'failed',
        cause,
        error: { message: expect.any(String) },
        durationMs: expect.any(Number),
        console: [],
      })
      expect(resultOf(await run(versionArn))).toBe('works')
    })

    it('fails only the event whose process ended', async () => {
      const versionArn = await opened.deploy(FAILS_ONCE('setTimeout(() => process.exit(), 20)'))
      const runs = Array.from({ length: 8 }, (_, i) =>
        i % 4 === 1 ? fail(versionArn) : run(versionArn),
      )
      const kinds = (await Promise.all(runs)).map(({ kind }) => kind)
      expect(kinds.filter((kind) => kind === 'failed')).toHaveLength(2)
      expect(kinds.filter((kind) => kind === 'result')).toHaveLength(6)
    })

    it('waits after the callback beyond the time limit when asked to', async () => {
      const versionArn = await opened.deploy(
        hookOf("setTimeout(() => console.log('late'), 1000); cb(null, 'early')"),
      )
      const outcome = await run(versionArn, { timeoutMs: 100, afterCallbackMs: 2000 })
      expect(outcome).toMatchObject({ kind: 'result', console: [{ text: 'late' }], pending: [] })
    })

    it('runs two versions of a hook side by side', async () => {
      const one = await opened.deploy(hookOf("cb(null, 'one')"), 'two-versions')
      const two = await opened.deploy(hookOf("cb(null, 'two')"), 'two-versions')
      const order = [one, two, one, two, two, one]
      const outcomes = await Promise.all(order.map((versionArn) => run(versionArn)))
      expect(outcomes.map(resultOf)).toEqual(['one', 'two', 'one', 'two', 'two', 'one'])
    })

    it('probes a version without running the hook', async () => {
      const versionArn = await opened.deploy(hookOf('process.exit(1)'))
      expect(await opened.runner.probe(versionArn)).toMatchObject({ kind: 'probed' })
    })

    it.each([
      ['no-function', 'module.exports = {}'],
      ['load-failed', 'throw new TypeError("broken")'],
      ['load-failed', 'require("./a-file-that-is-not-there")'],
      ['exited', 'process.exit(4)'],
    ])('says %s of the script %j', async (cause, script) => {
      const versionArn = await opened.deploy(script)
      expect(await opened.runner.probe(versionArn)).toMatchObject({ kind: 'failed', cause })
      expect(await run(versionArn)).toMatchObject({ kind: 'failed', cause })
    })

    it('ends a script that never finishes loading', async () => {
      const versionArn = await opened.deploy('for (;;);')
      expect(await run(versionArn, SHORT)).toMatchObject({
        kind: 'failed',
        cause: 'killed-at-deadline',
      })
    })

    it('throws HookVersionGone for a version that was never deployed', async () => {
      const known = await opened.deploy(hookOf('cb()'), 'one-version')
      const unknown = known.slice(0, -1) + (known.endsWith('1') ? '2' : '1')
      for (const versionArn of [unknown, `${known}0`, 'x', '', '../../etc']) {
        await expect(run(versionArn)).rejects.toBeInstanceOf(HookVersionGone)
        await expect(opened.runner.probe(versionArn)).rejects.toBeInstanceOf(HookVersionGone)
      }
    })
  })
}

function contextWith(body: HookEvent['context']['body']): HookEvent['context'] {
  return { ...buildHookEvent().context, body }
}

function resultOf(outcome: HookOutcome): unknown {
  return outcome.kind === 'result' ? outcome.result : outcome
}
