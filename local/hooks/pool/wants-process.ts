import { availableParallelism } from 'node:os'
import type { HookJob } from '../process/hook-job.ts'
import type { HookProcess } from '../process/hook-process.ts'
import type { RunTimes } from './run-times.ts'

/** What the start of a process takes; it takes a core for that long, from the hooks too. */
const START_MS = 50
const STARTING_AT_ONCE = 2
/** Hooks that answer faster keep the cores busy: more processes than cores would not help them. */
const FAST_RUN_MS = 2
/** How much longer than others they may be stuck before that is not the cores' doing. */
const FAST_PATIENCE_MS = 100
const CORES = availableParallelism()

/** A pool when the start of one more process is considered. */
interface PoolState {
  queue: readonly HookJob[]
  processes: ReadonlySet<HookProcess>
  /** Processes that have not ended. */
  living: number
  /** Those of the living that are not ready yet. */
  starting: number
  /** How many the pool keeps. */
  kept: number
  runTimes: RunTimes
}

/**
 * Whether one more process should start for what has waited since `before`: every one is stuck in
 * an event, or the queue will not be done before one more has started.
 */
export function wantsProcess(pool: PoolState, before: number): boolean {
  const { queue, living, starting, kept, runTimes } = pool
  if (starting >= Math.min(STARTING_AT_ONCE, Math.max(queue.length, 1))) return false
  const head = queue[0]
  const waits = head ? head.queuedAt <= before : kept > 0
  if (!waits) return false
  const isBoundByCores = runTimes.bestMs < FAST_RUN_MS && living >= CORES
  if (areBusySince(pool.processes, before - (isBoundByCores ? FAST_PATIENCE_MS : 0))) return true
  return !isBoundByCores && (queue.length * runTimes.meanMs) / living > START_MS
}

/** Whether no living process has become free since then; those that start are on their way. */
function areBusySince(processes: ReadonlySet<HookProcess>, before: number): boolean {
  for (const process of processes) {
    if (process.state === 'idle') return false
    if (process.state === 'busy' && process.since > before) return false
  }
  return true
}
