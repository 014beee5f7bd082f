import type { HookFailureCause } from '../hooks/runtime/contract.ts'
import type { HookJob } from './hook-job.ts'

/** Why a process is of no use any more. */
export interface ProcessEnd {
  cause: HookFailureCause
  message: string
  /** The operating system gave no process: nothing ran. */
  notStarted?: true
}

/** A child process with one version loaded, and at most one event. */
export interface HookProcess {
  readonly state: 'starting' | 'idle' | 'busy' | 'ended'
  /** When it came into its state, on the monotonic clock. */
  readonly since: number
  /** Whether it was ever given an event. */
  readonly used: boolean
  /** Only for an idle one. Settles the job, always. */
  run(job: HookJob): void
  /** To be called now and then: ends the process when it takes too long or too much memory. */
  check(now: number): void
  /** Ends it now; its event fails with this. */
  end(reason: ProcessEnd): void
}

export interface HookProcessListener {
  /** It has loaded its version and is free. */
  ready(process: HookProcess): void
  /** It has answered, after so long, and is free again. */
  answered(process: HookProcess, runMs: number): void
  /** It takes no more events; `neverReady` when it ended while it was loading. */
  ended(process: HookProcess, reason: ProcessEnd, neverReady: boolean): void
  /** The operating system has it no more. */
  gone(process: HookProcess): void
}
