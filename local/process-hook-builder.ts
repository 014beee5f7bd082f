import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createHookBuilder } from '../functions/build-hook/build-hook.ts'
import { BUILD_LIMITS } from '../functions/build-hook/build-limits.ts'
import type { BundledPackages, PackageOrder } from '../functions/build-hook/bundle-packages.ts'
import { HookBuildError } from '../functions/core/errors.ts'
import type { HookBuilder } from '../functions/core/ports.ts'
import type { BuildAnswer, BuildRequest } from './build-hook-main.ts'
import { createQueue } from './create-queue.ts'
import { killGroup } from './kill-group.ts'

/** Where packages come from unless another is named. */
export const NPM_REGISTRY = 'https://registry.npmjs.org/'

const ENTRY = fileURLToPath(new URL('./build-hook-main.ts', import.meta.url))
/** Of V8's old generation. */
const HEAP_MB = 512
/** Builds with packages at a time; others wait for them. */
const MAX_PROCESSES = 2

/**
 * Builds hooks; packages in a child process without environment, in a folder of its own that only
 * the owner may enter. Nothing is left of either, also when the time is over.
 */
export function createProcessHookBuilder(options: {
  /** URL of the npm registry. */
  registry: string
  /** Default: `BUILD_LIMITS.timeoutMs`. */
  timeoutMs?: number
}): HookBuilder {
  const { registry, timeoutMs = BUILD_LIMITS.timeoutMs } = options
  const enqueue = createQueue(MAX_PROCESSES)
  return createHookBuilder((order) => enqueue(() => bundleInProcess(order, registry, timeoutMs)))
}

async function bundleInProcess(
  order: PackageOrder,
  registry: string,
  timeoutMs: number,
): Promise<BundledPackages> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), 'hookmint-build-'))
  try {
    const child = fork(ENTRY, [], {
      cwd: folder,
      env: {},
      detached: true,
      serialization: 'advanced',
      execArgv: ['--use-system-ca', `--max-old-space-size=${HEAP_MB}`],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    const exited = once(child, 'exit').catch(() => {})
    try {
      return await ask(child, { order, registry }, timeoutMs)
    } finally {
      killGroup(child)
      await exited
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function ask(
  child: ChildProcess,
  request: BuildRequest,
  timeoutMs: number,
): Promise<BundledPackages> {
  const { promise, resolve, reject } = Promise.withResolvers<BundledPackages>()
  const timer = setTimeout(() => reject(tookTooLong(timeoutMs)), timeoutMs)
  child.once('message', (message) => {
    const answer = message as BuildAnswer
    if (answer.kind === 'bundled') resolve(answer.bundled)
    else if (answer.kind === 'refused') reject(new HookBuildError(answer.message))
    else reject(new Error(`The build of the packages failed: ${answer.message}`))
  })
  child.once('error', reject)
  child.once('exit', (code, signal) => {
    const message = `The build of the packages ended early (${signal ?? code}); they may need too much memory. Require fewer or smaller ones.`
    reject(new HookBuildError(message))
  })
  child.send(request, (error) => error && reject(error))
  return promise.finally(() => clearTimeout(timer))
}

function tookTooLong(timeoutMs: number): HookBuildError {
  return new HookBuildError(
    `The packages were not built within ${timeoutMs / 1000} s. Try again; if it stays so, require fewer or smaller ones.`,
  )
}
