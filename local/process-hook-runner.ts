import { existsSync, realpathSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { HookCapacityError, HookVersionGone } from '../functions/core/errors.ts'
import type { HookRunner } from '../functions/core/ports.ts'
import {
  HOOK_LIMITS,
  type HookEvent,
  type HookOutcome,
  PROTOCOL,
  type ProbeEvent,
} from '../hooks/runtime/contract.ts'
import { isLocalVersionArn, versionFolder } from './hook-folders.ts'
import { createHookProcessPool, type HookProcessPool } from './hook-process-pool.ts'

/** One at work and one spare. */
const KEPT_PROCESSES = 2
const CHECK_EVERY_MS = 50
const SWEEP_EVERY_MS = 1_000
/** For processes of a version whose successor is in use: events with the old pin may still come. */
const SUPERSEDED_IDLE_MS = 1_000
const CLOSE_LIMIT_MS = 2_000
const MAX_EVENT_BYTES = 8 * 1024 * 1024

interface Pool extends HookProcessPool {
  hookId: string
  folder: string
  superseded: boolean
}

/**
 * Runs the versions that `ProcessHookDeployer` deployed to the same data folder, in child
 * processes. An event's time limit counts from the moment it has a process.
 */
export class ProcessHookRunner implements HookRunner {
  readonly #dataDir: string
  readonly #graceMs: number
  readonly #idleMs: number
  readonly #pools = new Map<string, Pool>()
  /** Of versions that are gone, until their processes are. */
  readonly #ending = new Set<Pool>()
  #newest: Pool | undefined
  #checks: NodeJS.Timeout | undefined
  #sweeps: NodeJS.Timeout | undefined
  #closed = false

  constructor(options: {
    dataDir: string
    /** Default: `HOOK_LIMITS.callerGraceMs`. */
    graceMs?: number
    /** How long processes beyond the kept ones live without an event. Default: 60 s. */
    idleMs?: number
  }) {
    this.#dataDir = options.dataDir
    this.#graceMs = options.graceMs ?? HOOK_LIMITS.callerGraceMs
    this.#idleMs = options.idleMs ?? 60_000
  }

  run(versionArn: string, event: HookEvent): Promise<HookOutcome> {
    return this.#submit(versionArn, event, event.timeoutMs, event.afterCallbackMs, true)
  }

  probe(versionArn: string): Promise<HookOutcome> {
    const event: ProbeEvent = { protocol: PROTOCOL, probe: true }
    return this.#submit(versionArn, event, HOOK_LIMITS.defaultTimeoutMs, 0, false)
  }

  /** Starts processes for a version before its first event. A version that is gone is ignored. */
  warm(versionArn: string): void {
    const pool = this.#poolOf(versionArn)
    if (pool) this.#use(pool)
  }

  /** Ends every process; events under way fail, later ones are refused. Takes at most 2 s. */
  async close(): Promise<void> {
    this.#closed = true
    clearInterval(this.#checks)
    clearInterval(this.#sweeps)
    const pools = [...this.#pools.values(), ...this.#ending]
    this.#pools.clear()
    for (const pool of pools) pool.end(new HookCapacityError('The server is stopping'))
    const limit = performance.now() + CLOSE_LIMIT_MS
    while (pools.some((pool) => pool.size > 0) && performance.now() < limit) await delay(5)
  }

  async #submit(
    versionArn: string,
    event: HookEvent | ProbeEvent,
    timeoutMs: number,
    afterCallbackMs: number,
    isUse: boolean,
  ): Promise<HookOutcome> {
    const pool = this.#poolOf(versionArn)
    if (!pool) throw new HookVersionGone(versionArn)
    const text = JSON.stringify(event)
    if (text.length > MAX_EVENT_BYTES) throw new RangeError('The event is too large')
    const callerMs = Math.min(timeoutMs + this.#graceMs, HOOK_LIMITS.callerDeadlineMs)
    return new Promise<HookOutcome>((resolve, reject) => {
      const limitMs = callerMs + afterCallbackMs
      pool.submit({ event: text, limitMs, queuedAt: performance.now(), resolve, reject })
      if (isUse && pool !== this.#newest) this.#use(pool)
      this.#checks ??= setInterval(() => this.#check(), CHECK_EVERY_MS)
    })
  }

  /** The pool of a version that exists. */
  #poolOf(versionArn: string): Pool | undefined {
    if (this.#closed) throw new HookCapacityError('The server is stopping')
    const known = this.#pools.get(versionArn)
    if (known && existsSync(known.folder)) return known
    if (known) {
      known.end(new HookVersionGone(versionArn))
      this.#ending.add(known)
      this.#pools.delete(versionArn)
    }
    const name = isLocalVersionArn(versionArn) && versionFolder(this.#dataDir, versionArn)
    if (!name || !existsSync(name)) return undefined
    const folder = realpathSync(name)
    const [hookId = ''] = versionArn.split('/')
    const pool = Object.assign(createHookProcessPool(versionArn, folder), {
      hookId,
      folder,
      superseded: false,
    })
    this.#pools.set(versionArn, pool)
    this.#sweeps ??= setInterval(
      () => this.#sweep(),
      Math.min(SWEEP_EVERY_MS, this.#idleMs),
    ).unref()
    return pool
  }

  /** The version used last keeps a spare process; others of the same hook have had their day. */
  #use(pool: Pool): void {
    this.#newest?.keep(0)
    this.#newest = pool
    for (const other of this.#pools.values()) {
      if (other.hookId === pool.hookId) other.superseded = other !== pool
    }
    pool.keep(KEPT_PROCESSES)
  }

  #check(): void {
    const now = performance.now()
    let isActive = false
    for (const pool of this.#pools.values()) {
      pool.check(now)
      isActive ||= pool.isActive
    }
    if (isActive) return
    clearInterval(this.#checks)
    this.#checks = undefined
  }

  #sweep(): void {
    const now = performance.now()
    for (const [versionArn, pool] of this.#pools) {
      pool.endIdle(now, pool.superseded ? SUPERSEDED_IDLE_MS : this.#idleMs)
      if (pool.size === 0 && pool !== this.#newest) this.#pools.delete(versionArn)
    }
    for (const pool of this.#ending) if (pool.size === 0) this.#ending.delete(pool)
  }
}
