import { createHookBuilder } from '../../functions/build-hook/build-hook.ts'

/** Builds scripts that require no packages, in this process. */
export const plainBuilder = createHookBuilder(() => {
  throw new Error('This test needs a builder with a registry')
})
