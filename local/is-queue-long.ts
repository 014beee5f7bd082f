import { availableParallelism } from 'node:os'
import type { RunTimes } from './run-times.ts'

/** What the start of a process takes. */
const START_MS = 50
/** Hooks that answer faster keep the cores busy: more processes than cores would not help them. */
const FAST_RUN_MS = 2
const CORES = availableParallelism()

/** Whether so many waiting events will take longer than the start of one more process. */
export function isQueueLong(waiting: number, processes: number, runTimes: RunTimes): boolean {
  if (runTimes.bestMs < FAST_RUN_MS && processes >= CORES) return false
  return (waiting * runTimes.meanMs) / processes > START_MS
}
