import { setTimeout as delay } from 'node:timers/promises'
import { HookCapacityError, HookVersionGone } from '../../functions/core/errors.ts'
import type { HookRunner } from '../../functions/core/ports/hook-runner.ts'
import { processLimitMs } from '../../functions/processes/hook-process-limits.ts'
import {
  HOOK_LIMITS,
  type HookEvent,
  type HookOutcome,
  PROTOCOL,
  type ProbeEvent,
} from '../../hooks/runtime/contract.ts'
import { createHookPools, type HookPool, type HookPools } from './pool/hook-pools.ts'

export const MAX_PROCESSES = 16
const IDLE_MS = 10_000
const CHECK_EVERY_MS = 50
const SWEEP_EVERY_MS = 1_000
const CLOSE_LIMIT_MS = 2_000
const MAX_EVENT_CHARACTERS = 8 * 1024 * 1024
const PROBE_LIMITS = { timeoutMs: HOOK_LIMITS.defaultTimeoutMs, afterCallbackMs: 0 }

/**
 * Runs the versions that `ProcessHookDeployer` deployed to the same data folder, in child
 * processes. An event's deadline counts from when it has a process; it waits for one no longer
 * than that again.
 */
export class ProcessHookRunner implements HookRunner {
  readonly #pools: HookPools
  readonly #graceMs: number
  readonly #sweeps: NodeJS.Timeout
  /** Runs while an event does: one timer for the deadlines of all. */
  #checks: NodeJS.Timeout | undefined
  #closed = false

  constructor(options: {
    dataDir: string
    /** Beyond an event's own time limit. Default: `HOOK_LIMITS.callerGraceMs`. */
    graceMs?: number
    /** How long processes beyond the kept ones live without an event. Default: 10 s. */
    idleMs?: number
    /** Of one version. Default: 16. */
    maxProcesses?: number
  }) {
    const { dataDir, idleMs = IDLE_MS, maxProcesses = MAX_PROCESSES } = options
    this.#pools = createHookPools({ dataDir, idleMs, maxProcesses })
    this.#graceMs = options.graceMs ?? HOOK_LIMITS.callerGraceMs
    const sweepMs = Math.min(SWEEP_EVERY_MS, idleMs)
    this.#sweeps = setInterval(() => this.#pools.sweep(), sweepMs).unref()
  }

  async run(versionArn: string, event: HookEvent): Promise<HookOutcome> {
    const pool = this.#find(versionArn)
    const outcome = this.#submit(pool, event, event)
    this.#pools.use(pool)
    return outcome
  }

  async probe(versionArn: string): Promise<HookOutcome> {
    const event: ProbeEvent = { protocol: PROTOCOL, probe: true }
    return this.#submit(this.#find(versionArn), event, PROBE_LIMITS)
  }

  /** Starts processes for a version before its first event. One that is gone is ignored. */
  warm(versionArn: string): void {
    const pool = this.#closed ? undefined : this.#pools.find(versionArn)
    if (pool) this.#pools.use(pool)
  }

  /** Ends every process; events under way fail, later ones are refused. Takes at most 2 s. */
  async close(): Promise<void> {
    this.#closed = true
    clearInterval(this.#checks)
    clearInterval(this.#sweeps)
    this.#pools.end(new HookCapacityError('The server is stopping'))
    const limit = performance.now() + CLOSE_LIMIT_MS
    while (this.#pools.size > 0 && performance.now() < limit) await delay(5)
  }

  #find(versionArn: string): HookPool {
    if (this.#closed) throw new HookCapacityError('The server is stopping')
    const pool = this.#pools.find(versionArn)
    if (!pool) throw new HookVersionGone(versionArn)
    return pool
  }

  #submit(
    pool: HookPool,
    event: HookEvent | ProbeEvent,
    limits: { timeoutMs: number; afterCallbackMs: number },
  ): Promise<HookOutcome> {
    const text = JSON.stringify(event)
    if (text.length > MAX_EVENT_CHARACTERS) throw new RangeError('The event is too large')
    const limitMs = processLimitMs(limits, this.#graceMs)
    return new Promise((resolve, reject) => {
      pool.submit({ event: text, limitMs, queuedAt: performance.now(), resolve, reject })
      this.#checks ??= setInterval(() => this.#check(), CHECK_EVERY_MS)
    })
  }

  #check(): void {
    if (this.#pools.check()) return
    clearInterval(this.#checks)
    this.#checks = undefined
  }
}
