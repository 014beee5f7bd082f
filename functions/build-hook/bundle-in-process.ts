import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { HookBuildError } from '../core/errors.ts'
import { killGroup } from '../processes/kill-group.ts'
import type { BuildAnswer, BuildRequest } from './build-process-main.ts'
import type { BundledPackages, PackageOrder } from './bundle-packages.ts'

/** Of V8's old generation. */
const HEAP_MB = 512

/** Where and how packages are built. */
export interface BuildProcess {
  /** `build-process-main`, as a file that Node can run. */
  entry: string
  /** URL of the npm registry. */
  registry: string
  timeoutMs: number
  /** Its whole environment. Default: empty. */
  env?: Record<string, string>
}

/**
 * `BundlePackages` in a child process of its own, without this one's environment and in a folder
 * that only the owner may enter. Nothing is left of either, also when the time is over.
 */
export async function bundleInProcess(
  order: PackageOrder,
  { entry, registry, timeoutMs, env = {} }: BuildProcess,
): Promise<BundledPackages> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), 'hookmint-build-'))
  try {
    const child = fork(entry, [], {
      cwd: folder,
      env,
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
