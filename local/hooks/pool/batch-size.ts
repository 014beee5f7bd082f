import type { HookJob } from '../process/hook-job.ts'
import type { RunTimes } from './run-times.ts'

/** A slower hook's events are not worth handing over together: each may have a process. */
const QUICK_RUN_MS = 2
/** What a batch should take at most. */
const BATCH_MS = 2
const MAX_EVENTS = 16
/** Of a batch with more than one event: one read of the process takes all of it. */
const MAX_CHARACTERS = 32 * 1024

/** Whether a version's runs are so short that waiting for another's end costs next to nothing. */
export function isQuick({ meanMs, bestMs }: RunTimes): boolean {
  return meanMs < QUICK_RUN_MS && bestMs < QUICK_RUN_MS
}

/** How many of the first waiting events one process should get at once; at least one. */
export function batchSize(queue: HookJob[], runTimes: RunTimes): number {
  if (!isQuick(runTimes)) return 1
  const limit = Math.min(MAX_EVENTS, BATCH_MS / runTimes.bestMs, queue.length)
  let characters = queue[0]?.event.length ?? 0
  let size = 1
  while (size + 1 <= limit) {
    characters += queue[size]?.event.length ?? 0
    if (characters > MAX_CHARACTERS) break
    size += 1
  }
  return size
}
