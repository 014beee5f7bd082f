import { availableParallelism } from 'node:os'
import type { RunTimes } from './run-times.ts'

/** What the start of a process takes. */
const START_MS = 50
/** Hooks that answer faster keep the cores busy: more processes than cores would not help them. */
const FAST_RUN_MS = 2
/** How much longer than others they may be stuck before that is not the cores' doing. */
const FAST_PATIENCE_MS = 100
const CORES = availableParallelism()

/** Whether so many waiting events will take longer than the start of one more process. */
export function isQueueLong(waiting: number, processes: number, runTimes: RunTimes): boolean {
  if (isBoundByCores(processes, runTimes)) return false
  return (waiting * runTimes.meanMs) / processes > START_MS
}

/** How long, in milliseconds, an event may take before one more process can be of help. */
export function patienceMs(processes: number, runTimes: RunTimes): number {
  return isBoundByCores(processes, runTimes) ? FAST_PATIENCE_MS : 0
}

function isBoundByCores(processes: number, runTimes: RunTimes): boolean {
  return runTimes.bestMs < FAST_RUN_MS && processes >= CORES
}
