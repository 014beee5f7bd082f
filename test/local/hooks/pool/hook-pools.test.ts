import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { HookVersionGone } from '../../../../functions/core/errors.ts'
import { buildHookEvent } from '../../../hooks/support/build-hook-event.ts'
import { hookOf } from '../../../hooks/support/open-hook.ts'
import { hookProcesses, until } from '../../../support/hook-processes.ts'
import { openLocalHooks } from '../../../support/open-local-hooks.ts'

const LOADING_MS = 1_500

it('says that a version is gone when its folder goes while it loads', async () => {
  const hooks = await openLocalHooks()
  const versionArn = await hooks.deploy(`
    const end = Date.now() + ${LOADING_MS}
    while (Date.now() < end);
    module.exports = require('./' + 'late.cjs')`)
  const running = hooks.runner.run(versionArn, buildHookEvent())
  await delay(LOADING_MS / 3)
  await hooks.deployer.keepOnly('hook', [])
  await expect(running).rejects.toBeInstanceOf(HookVersionGone)
  await hooks.close()
})

describe.runIf(process.platform === 'linux')(
  'a version that is removed while events are under way on it',
  () => {
    it.each([
      [
        'ends them by itself',
        'setTimeout(cb, 500, null, "done")',
        { kind: 'result', result: 'done' },
      ],
      ['ends them at their deadline', 'for (;;);', { cause: 'killed-at-deadline' }],
    ])('%s, and takes no others', async (_ends, body, ending) => {
      const hooks = await openLocalHooks()
      onTestFinished(() => hooks.close())
      const versionArn = await hooks.deploy(hookOf(`if (context.body.quick) return cb(); ${body}`))
      const event = { ...buildHookEvent(), timeoutMs: 700 }
      const quick = { ...event, context: { ...event.context, body: { quick: true } } }
      const run = (given: typeof event) => hooks.runner.run(versionArn, given)
      // One process is at work and one waits when the version goes.
      await run(quick)
      await until('two processes', () => hookProcesses(hooks.dataDir).length === 2)
      const underWay = run(event)
      await delay(100)
      await hooks.deployer.remove('hook')
      for (const late of [quick, event]) {
        await expect(run(late)).rejects.toBeInstanceOf(HookVersionGone)
      }
      expect(await underWay).toMatchObject(ending)
      await until('no process is left', () => hookProcesses(hooks.dataDir).length === 0)
    })
  },
)
