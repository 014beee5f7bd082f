import { expect, it } from 'vitest'
import { buildHook } from '../../functions/build-hook/build-hook.ts'
import { HookBuildError } from '../../functions/core/errors.ts'
import { describeHookBuilder } from './hook-builder.contract.ts'

describeHookBuilder('without packages', { build: buildHook })

it('refuses declared packages by name', async () => {
  const build = buildHook({ script: '', dependencies: { lodash: '4.17.21' } })
  await expect(build).rejects.toBeInstanceOf(HookBuildError)
  await expect(build).rejects.toThrow(/lodash.*later release/)
})
