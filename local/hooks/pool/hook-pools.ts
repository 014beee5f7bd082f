import { existsSync, realpathSync } from 'node:fs'
import { HookVersionGone } from '../../../functions/core/errors.ts'
import { isLocalVersionArn, versionFolder } from '../hook-folders.ts'
import type { HookJob } from '../process/hook-job.ts'
import { createHookProcessPool } from './create-hook-process-pool.ts'
import type { HookProcessPool } from './hook-process-pool.ts'

/** One at work and one spare. */
const KEPT_PROCESSES = 2
/** For processes of a version whose successor is in use: events with the old pin may still come. */
const SUPERSEDED_IDLE_MS = 1_000

/** The pool of a version. */
export interface HookPool extends HookProcessPool {
  hookId: string
  folder: string
  /** Another version of the same hook was used since. */
  superseded: boolean
}

/** The pools of all versions in use. */
export interface HookPools {
  /** The pool of a version; undefined when the version does not exist. */
  find(versionArn: string): HookPool | undefined
  /** Makes this the version whose processes are kept. */
  use(pool: HookPool): void
  /** To be called every 50 ms or so, until it says that no event is under way. */
  check(): boolean
  /** Ends what has been idle for too long. To be called every second or so. */
  sweep(): void
  /** Ends all; events under way and waiting fail. */
  end(reason: Error): void
  /** Processes that are not yet gone. */
  readonly size: number
}

/** Pools over a data folder's versions; `idleMs` is how long processes live that nobody needs. */
export function createHookPools(options: {
  dataDir: string
  idleMs: number
  maxProcesses: number
}): HookPools {
  const pools = new Map<string, HookPool>()
  /** Of versions that are gone, until their processes are: events may be under way there. */
  const ending = new Set<HookPool>()
  let newest: HookPool | undefined

  return {
    find(versionArn) {
      const known = pools.get(versionArn)
      if (known && !known.isGone) return known
      if (known) ending.add(known)
      pools.delete(versionArn)
      return open(versionArn)
    },
    use(pool) {
      if (pool === newest) return
      newest?.keep(0)
      newest = pool
      for (const other of pools.values()) {
        if (other.hookId === pool.hookId) other.superseded = other !== pool
      }
      pool.keep(KEPT_PROCESSES)
    },
    check() {
      const now = performance.now()
      let isActive = false
      for (const pool of pools.values()) isActive = check(pool, now) || isActive
      for (const pool of ending) isActive = check(pool, now) || isActive
      return isActive
    },
    sweep() {
      const now = performance.now()
      for (const [versionArn, pool] of pools) {
        pool.endIdle(now, pool.superseded ? SUPERSEDED_IDLE_MS : options.idleMs)
        if (pool.size === 0 && !pool.isActive && pool !== newest) pools.delete(versionArn)
      }
      for (const pool of ending) if (pool.size === 0) ending.delete(pool)
    },
    end(reason) {
      for (const pool of [...pools.values(), ...ending]) pool.end(reason)
    },
    get size() {
      let size = 0
      for (const pool of [...pools.values(), ...ending]) size += pool.size
      return size
    },
  }

  function open(versionArn: string): HookPool | undefined {
    if (!isLocalVersionArn(versionArn)) return undefined
    const name = versionFolder(options.dataDir, versionArn)
    if (!existsSync(name)) return undefined
    const folder = realpathSync(name)
    const { maxProcesses } = options
    const processes = createHookProcessPool({ versionArn, folder, maxProcesses })
    const { submit } = processes
    const pool = Object.assign(processes, {
      hookId: versionArn.slice(0, versionArn.indexOf('/')),
      folder,
      superseded: false,
      submit: (job: HookJob) => submit(unlessGone(job, versionArn, folder)),
    })
    pools.set(versionArn, pool)
    return pool
  }
}

/** Gives whether an event is under way. */
function check(pool: HookPool, now: number): boolean {
  pool.check(now)
  return pool.isActive
}

/** A script that does not load because its folder was removed meanwhile has not failed: it is gone. */
function unlessGone(job: HookJob, versionArn: string, folder: string): HookJob {
  return {
    ...job,
    resolve(outcome) {
      const unloaded = outcome.kind === 'failed' && outcome.cause === 'load-failed'
      if (unloaded && !existsSync(folder)) job.reject(new HookVersionGone(versionArn))
      else job.resolve(outcome)
    },
  }
}
