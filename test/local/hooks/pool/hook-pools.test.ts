import { setTimeout as delay } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { HookVersionGone } from '../../../../functions/core/errors.ts'
import { buildHookEvent } from '../../../hooks/support/build-hook-event.ts'
import { hookProcesses } from '../../../support/hook-processes.ts'
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

it('lets an event end whose version goes meanwhile, and refuses the next', async () => {
  const hooks = await openLocalHooks()
  const versionArn = await hooks.deploy(`
    module.exports = (client, scope, audience, context, cb) =>
      setTimeout(() => cb(null, { scope: ['ended'] }), Number(audience))`)
  const run = (waitMs: number) =>
    hooks.runner.run(versionArn, buildHookEvent({ audience: String(waitMs) }))
  // Two at once have a process each.
  await Promise.all([run(100), run(100)])
  const running = run(500)
  await delay(50)
  await hooks.deployer.keepOnly('hook', [])
  await expect(run(0)).rejects.toBeInstanceOf(HookVersionGone)
  expect(await running).toMatchObject({ kind: 'result', result: { scope: ['ended'] } })
  await expect.poll(() => hookProcesses(hooks.dataDir)).toEqual([])
  await hooks.close()
})
