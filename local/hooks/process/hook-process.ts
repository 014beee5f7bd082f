import type { HookFailureCause } from '../../../hooks/runtime/contract.ts'
import type { HookJob } from './hook-job.ts'

/** Why a process is of no use any more. */
export interface ProcessEnd {
  cause: HookFailureCause
  message: string
  /** The operating system gave no process: nothing ran. */
  notStarted?: true
}

/** A child process with one version loaded, and at most one event that runs. */
export interface HookProcess {
  readonly state: 'starting' | 'idle' | 'busy' | 'ended'
  /** When it came into its state or gave its latest answer, on the monotonic clock. */
  readonly since: number
  /** Whether it was ever given an event. */
  readonly used: boolean
  /** Busy, and with a batch so young that it may be done with it any moment. */
  readonly isPrompt: boolean
  /** Only for an idle one. Settles each job, or gives it back, always. */
  run(jobs: HookJob[]): void
  /** To be called now and then: ends the process when it takes too long or too much memory. */
  check(now: number): void
  /** Ends it now; its events fail with this. */
  end(reason: ProcessEnd): void
}

export interface HookProcessListener {
  /** It has loaded its version and is free. */
  ready(process: HookProcess): void
  /** It has answered so many events, which took so long together; it is free again, or goes on. */
  answered(process: HookProcess, events: number, tookMs: number): void
  /** It is not prompt any more, or has ended: these were not started there, and never will be. */
  returned(process: HookProcess, jobs: HookJob[]): void
  /** It takes no more events; `neverReady` when it ended while it was loading. */
  ended(process: HookProcess, reason: ProcessEnd, neverReady: boolean): void
  /** The operating system has it no more. */
  gone(process: HookProcess): void
}
