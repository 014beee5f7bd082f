import { AsyncLocalStorage } from 'node:async_hooks'
import type { ConsoleLog } from './console-log.ts'
import type { HookOutcome, HookReport } from './contract.ts'
import type { TextRules } from './tidy-text.ts'

type Without<T, K extends keyof T> = T extends unknown ? Omit<T, K> : never

/** How a hook ended, before the report of the run is added. */
export type Ending = Without<HookOutcome, keyof HookReport>

/** One event under way. */
export interface HookRun {
  readonly rules: TextRules
  readonly log: ConsoleLog
  /** What kept the event loop alive before the event. */
  readonly activeBefore: string[]
  /** Resolves, with nothing, when `ending` is known. */
  readonly settled: Promise<void>
  /** The first one decided. */
  ending: Ending | undefined
  /** Kinds of work still under way when the answer leaves. */
  pending: string[]
  /** Where the run is, for the text of a time-out. */
  phase: 'loading' | 'called' | 'promise-resolved'
  /** The answer has left: nothing may be added any more. */
  over: boolean
  /** Decides how the run ends; false when that was decided before. */
  settle(ending: Ending): boolean
}

/** Carries the run through everything that a hook starts: timers, callbacks, promises. */
export const runContext = new AsyncLocalStorage<HookRun>()

let current: HookRun | undefined

/** Names the run that the process works on; it has one at a time, and none between events. */
export function setCurrentRun(run: HookRun | undefined): void {
  current = run
}

/**
 * The run that the executing code belongs to. Code that a finished event left behind finds its own
 * run, which is over; what the module itself started when it was loaded counts for the current one.
 */
export function owningRun(): HookRun | undefined {
  return runContext.getStore() ?? current
}
