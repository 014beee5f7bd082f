import { existsSync } from 'node:fs'
import { HookCapacityError, HookVersionGone } from '../../../functions/core/errors.ts'
import { failedOutcome } from '../../../functions/core/hook-outcome.ts'
import { attachHookProcess } from '../process/attach-hook-process.ts'
import type { HookJob } from '../process/hook-job.ts'
import type { HookProcess, ProcessEnd } from '../process/hook-process.ts'
import { spawnHookProcess } from '../process/spawn-hook-process.ts'
import { batchSize, isQuick } from './batch-size.ts'
import { createGrowthWatch } from './growth-watch.ts'
import type { HookProcessPool } from './hook-process-pool.ts'
import { createRunTimes } from './run-times.ts'
import { wantsProcess } from './wants-process.ts'

const GONE: ProcessEnd = { cause: 'exited', message: 'Its version was removed' }

/** A pool over a version's folder, which is absolute and without symbolic links. */
export function createHookProcessPool(version: {
  versionArn: string
  folder: string
  maxProcesses: number
}): HookProcessPool {
  const { versionArn, folder, maxProcesses } = version
  const all = new Set<HookProcess>()
  const idle: HookProcess[] = []
  const queue: HookJob[] = []
  const runTimes = createRunTimes()
  let living = 0
  let starting = 0
  let kept = 0
  let wasReady = false
  let isHandingOver = false
  let isGone = false
  /** A process ended without an event since the last one: another would do the same. */
  let diesIdle = false
  const growth = createGrowthWatch(grow)

  return {
    submit(job) {
      diesIdle = false
      queue.push(job)
      handOverSoon()
    },
    keep(processes) {
      kept = processes
      fill()
    },
    check(now) {
      for (const process of all) process.check(now)
      const late = queue.filter((job) => now - job.queuedAt > job.limitMs)
      for (const job of late) giveUp(job, now)
    },
    endIdle(now, idleMs) {
      for (const process of all) process.check(now)
      for (const process of [...idle]) {
        if (living <= kept || now - process.since < idleMs) continue
        process.end({ cause: 'exited', message: 'Idle' })
      }
    },
    end,
    get isGone() {
      return isGone
    },
    get isActive() {
      return queue.length > 0 || living > idle.length
    },
    get size() {
      return all.size
    },
  }

  function end(reason: Error): void {
    refuse(reason)
    for (const process of all) process.end({ cause: 'exited', message: reason.message })
  }

  /** Nothing starts any more. */
  function refuse(reason: Error): void {
    kept = 0
    growth.stop()
    for (const job of queue.splice(0)) job.reject(reason)
  }

  function start(): void {
    living += 1
    starting += 1
    try {
      all.add(
        attachHookProcess(spawnHookProcess(folder), { ready, answered, returned, ended, gone }),
      )
    } catch (error) {
      living -= 1
      starting -= 1
      failStart({ cause: 'exited', message: `No process: ${error}`, notStarted: true })
    }
  }

  function fill(): void {
    if (living < kept && starting === 0 && !diesIdle) start()
  }

  function ready(process: HookProcess): void {
    wasReady = true
    starting -= 1
    idle.push(process)
    handOver()
    fill()
  }

  function answered(process: HookProcess, events: number, tookMs: number): void {
    for (let event = 0; event < events; event++) runTimes.add(tookMs / events)
    if (process.state !== 'idle') return
    if (isGone) {
      process.end(GONE)
    } else {
      idle.push(process)
      handOverSoon()
    }
  }

  /** They were the first to come. */
  function returned(_process: HookProcess, jobs: HookJob[]): void {
    queue.unshift(...jobs)
    if (isGone) refuse(new HookVersionGone(versionArn))
    else handOverSoon()
  }

  /** Once per turn of the event loop, so that events which come together go together. */
  function handOverSoon(): void {
    if (isHandingOver) return
    isHandingOver = true
    setImmediate(() => {
      isHandingOver = false
      handOver()
    })
  }

  function handOver(): void {
    if (isDue() && !existsSync(folder)) leave()
    if (queue.length > 0 && living === 0) start()
    while (idle.length > 0 && isDue()) idle.pop()?.run(queue.splice(0, batchSize(queue, runTimes)))
    watchGrowth()
  }

  /** The version was removed: what is under way ends on it, and nothing more begins. */
  function leave(): void {
    isGone = true
    refuse(new HookVersionGone(versionArn))
    for (const process of all) if (process.state !== 'busy') process.end(GONE)
  }

  /**
   * Whether something is to be done for those that wait. A process that is hot has done a quick
   * hook's events before another is warm: they wait for it.
   */
  function isDue(): boolean {
    if (queue.length === 0) return false
    if (living === 0) return true
    return idle.length > 0 && !(isQuick(runTimes) && isAnyPrompt())
  }

  function isAnyPrompt(): boolean {
    for (const process of all) if (process.isPrompt) return true
    return false
  }

  function ended(process: HookProcess, reason: ProcessEnd, neverReady: boolean): void {
    living -= 1
    const at = idle.indexOf(process)
    if (at >= 0) idle.splice(at, 1)
    if (neverReady) {
      starting -= 1
      failStart(reason)
    } else if (process.used) fill()
    else diesIdle = true
    if (queue.length > 0) handOverSoon()
    else watchGrowth()
  }

  function gone(process: HookProcess): void {
    all.delete(process)
  }

  /** A version that cannot start fails one event a try, so that each gets its answer. */
  function failStart(reason: ProcessEnd): void {
    if (!existsSync(folder)) leave()
    const job = queue.shift()
    if (reason.notStarted) job?.reject(new HookCapacityError(reason.message))
    else job?.resolve(failedOutcome(reason.cause, reason.message, performance.now() - job.queuedAt))
  }

  /** The job has waited too long: for a place, or for a script that does not come to an end. */
  function giveUp(job: HookJob, now: number): void {
    const { limitMs } = job
    queue.splice(queue.indexOf(job), 1)
    if (wasReady) {
      job.reject(new HookCapacityError(`No hook process came free within ${limitMs} ms`))
    } else {
      const message = `The script did not load within ${limitMs} ms`
      job.resolve(failedOutcome('killed-at-deadline', message, now - job.queuedAt))
    }
  }

  function watchGrowth(): void {
    const wanted = queue.length > 0 || (kept > 0 && idle.length === 0 && starting === 0)
    if (wanted && living > 0 && living < maxProcesses) growth.start()
  }

  function grow(before: number): void {
    const state = { queue, processes: all, living, starting, kept, runTimes }
    if (living < maxProcesses && wantsProcess(state, before)) start()
    watchGrowth()
  }
}
