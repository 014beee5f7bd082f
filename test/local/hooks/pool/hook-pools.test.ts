import { setTimeout as delay } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { HookVersionGone } from '../../../../functions/core/errors.ts'
import { buildHookEvent } from '../../../hooks/support/build-hook-event.ts'
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
