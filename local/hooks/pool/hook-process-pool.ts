import type { HookJob } from '../process/hook-job.ts'

/** The processes of one version, and the events that wait for one. */
export interface HookProcessPool {
  /** Runs the job in the first process that is free; its `limitMs` bounds the wait. */
  submit(job: HookJob): void
  /** Keeps at least so many processes started; fewer are not ended by this. */
  keep(processes: number): void
  /** To be called every 50 ms or so while `isActive`. */
  check(now: number): void
  /** Ends processes beyond the kept ones that have been idle for so long; checks the others. */
  endIdle(now: number, idleMs: number): void
  /** Ends all; events under way and waiting fail. */
  end(reason: Error): void
  /** The version's folder is no more: what waited has failed with `HookVersionGone`, what is under way ends. */
  readonly isGone: boolean
  /** Whether an event is under way or waiting, or a process starting. */
  readonly isActive: boolean
  /** Processes that are not yet gone. */
  readonly size: number
}
