import { randomUUID } from 'node:crypto'
import { realpathSync, rmSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { HookRuntime } from '../../build/hook-runtime.ts'
import { HookCapacityError } from '../../functions/core/errors.ts'
import { withRuntime } from '../../functions/core/hook-files.ts'
import type { DraftRunner } from '../../functions/core/ports/draft-runner.ts'
import { processLimitMs } from '../../functions/processes/hook-process-limits.ts'
import { HOOK_LIMITS, type HookEvent, type HookOutcome } from '../../hooks/runtime/contract.ts'
import { makePrivateFolder } from '../make-private-folder.ts'
import { createHookProcessPool } from './pool/create-hook-process-pool.ts'
import type { HookProcessPool } from './pool/hook-process-pool.ts'
import { writeHookFiles } from './write-hook-files.ts'

export const MAX_DRAFTS = 4
const CHECK_EVERY_MS = 50
/** How long a killed process may take to vanish; then its folder goes all the same. */
const VANISH_LIMIT_MS = 2_000

export interface LocalDraftRunner extends DraftRunner {
  /** Ends the drafts under way, which fail; later ones are refused. */
  close(): Promise<void>
}

/**
 * Runs drafts, at most four at once, each in a folder of its own below `<dataDir>/drafts` and a
 * process of its own, with the limits of `ProcessHookRunner`. First removes what a server that
 * was killed left there.
 */
export function createProcessDraftRunner(options: {
  dataDir: string
  runtime: HookRuntime
  /** Beyond an event's own time limit. Default: `HOOK_LIMITS.callerGraceMs`. */
  graceMs?: number
}): LocalDraftRunner {
  const { runtime, graceMs = HOOK_LIMITS.callerGraceMs } = options
  const drafts = join(options.dataDir, 'drafts')
  const running = new Set<Promise<HookOutcome>>()
  const pools = new Set<HookProcessPool>()
  const stopping = new HookCapacityError('The server is stopping')
  let closed = false
  rmSync(drafts, { recursive: true, force: true })

  return {
    async run(built, event) {
      if (closed) throw stopping
      if (running.size >= MAX_DRAFTS) {
        throw new HookCapacityError(
          `${MAX_DRAFTS} drafts are running already. Try again in a moment.`,
        )
      }
      const draft = runDraft(built.files, event)
      running.add(draft)
      return draft.finally(() => running.delete(draft))
    },
    async close() {
      closed = true
      for (const pool of pools) pool.end(stopping)
      await Promise.allSettled(running)
    },
  }

  async function runDraft(files: Map<string, Uint8Array>, event: HookEvent): Promise<HookOutcome> {
    const folder = join(drafts, randomUUID())
    try {
      await makePrivateFolder(drafts)
      await writeHookFiles(folder, withRuntime(files, runtime.code))
      return await runIn(realpathSync(folder), event)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }

  async function runIn(folder: string, event: HookEvent): Promise<HookOutcome> {
    if (closed) throw stopping
    const pool = createHookProcessPool({ versionArn: 'draft', folder, maxProcesses: 1 })
    const checks = setInterval(() => pool.check(performance.now()), CHECK_EVERY_MS)
    pools.add(pool)
    try {
      return await submit(pool, event)
    } finally {
      clearInterval(checks)
      pools.delete(pool)
      pool.end(stopping)
      await vanish(pool)
    }
  }

  function submit(pool: HookProcessPool, event: HookEvent): Promise<HookOutcome> {
    const limitMs = processLimitMs(event, graceMs)
    const job = { event: JSON.stringify(event), limitMs, queuedAt: performance.now() }
    return new Promise((resolve, reject) => pool.submit({ ...job, resolve, reject }))
  }
}

async function vanish(pool: HookProcessPool): Promise<void> {
  const limit = performance.now() + VANISH_LIMIT_MS
  while (pool.size > 0 && performance.now() < limit) await delay(5)
}
