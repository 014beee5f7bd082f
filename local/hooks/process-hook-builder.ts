import { fileURLToPath } from 'node:url'
import { createHookBuilder } from '../../functions/build-hook/build-hook.ts'
import { BUILD_LIMITS } from '../../functions/build-hook/build-limits.ts'
import { bundleInProcess } from '../../functions/build-hook/bundle-in-process.ts'
import type { HookBuilder } from '../../functions/core/ports/hook-builder.ts'
import { createQueue } from './create-queue.ts'

/** Where packages come from unless another is named. */
export const NPM_REGISTRY = 'https://registry.npmjs.org/'

const ENTRY = fileURLToPath(
  new URL('../../functions/build-hook/build-process-main.ts', import.meta.url),
)
/** Builds with packages at a time; others wait for them. */
const MAX_PROCESSES = 2

/** Builds hooks; packages in child processes, each in a folder of its own. */
export function createProcessHookBuilder(options: {
  /** URL of the npm registry. */
  registry: string
  /** Default: `BUILD_LIMITS.timeoutMs`. */
  timeoutMs?: number
}): HookBuilder {
  const { registry, timeoutMs = BUILD_LIMITS.timeoutMs } = options
  const enqueue = createQueue(MAX_PROCESSES)
  const place = { entry: ENTRY, registry, timeoutMs }
  return createHookBuilder((order) => enqueue(() => bundleInProcess(order, place)))
}
