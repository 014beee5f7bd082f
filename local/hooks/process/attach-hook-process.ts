import type { ChildProcess } from 'node:child_process'
import { Duplex, Readable } from 'node:stream'
import { failedOutcome } from '../../../functions/core/hook-outcome.ts'
import { describeExit } from '../../../functions/processes/describe-exit.ts'
import { killGroup } from '../../../functions/processes/kill-group.ts'
import { watchStderr } from '../../../functions/processes/watch-stderr.ts'
import { createAnswerReader } from './answer-reader.ts'
import { createHookBatch, type HookBatch } from './create-hook-batch.ts'
import type { HookProcess, HookProcessListener, ProcessEnd } from './hook-process.ts'
import { residentBytes } from './resident-bytes.ts'
import { watchStartBy } from './watch-start-by.ts'

const READY = '{"ready":true}'
const MAX_ANSWER_BYTES = 8 * 1024 * 1024
export const MAX_RESIDENT_BYTES = 512 * 1024 * 1024
/** Short events are not worth a look at their memory. */
const WATCH_MEMORY_AFTER_MS = 100
/** As Lambda's. */
const START_LIMIT_MS = 10_000
/** How long a process may take to vanish when it has closed its channel, or its pipes when it has. */
const VANISH_LIMIT_MS = 500
const BROKEN: ProcessEnd = {
  cause: 'malformed-outcome',
  message: 'The process broke its protocol: what came is no answer to an event',
}

/** Takes over a process just spawned. Nothing that it does throws here. */
export function attachHookProcess(child: ChildProcess, listener: HookProcessListener): HookProcess {
  const channel = child.stdio?.[3]
  const reader = createAnswerReader(MAX_ANSWER_BYTES)
  let state: HookProcess['state'] = 'starting'
  let since = performance.now()
  let used = false
  let batch: HookBatch | undefined
  let isPrompt = false
  let stopWatch = () => {}
  /** It wrote what is no answer: it ends as soon as the events with it are settled. */
  let isBroken = false
  let vanishingSince: number | undefined

  const self: HookProcess = {
    get state() {
      return state
    },
    get since() {
      return since
    },
    get used() {
      return used
    },
    get isPrompt() {
      return isPrompt
    },
    run(jobs) {
      const next = createHookBatch(jobs)
      batch = next
      used = true
      isPrompt = true
      enter('busy')
      if (channel instanceof Duplex) channel.write(next.frame)
      stopWatch = watchStartBy(next.startBy, () => giveBack(next))
    },
    check,
    end,
  }

  const stderr = child.stderr instanceof Readable ? watchStderr(child.stderr) : undefined
  if (channel instanceof Duplex) {
    channel.on('data', take)
    channel.on('end', vanish)
    channel.on('error', vanish)
  }
  child.on('error', (error) => {
    if (child.pid !== undefined) return
    end({ cause: 'exited', message: `No process: ${error.message}`, notStarted: true })
    listener.gone(self)
  })
  child.on('exit', vanish)
  child.on('close', () => {
    if (batch) giveBack(batch)
    end(exit())
    listener.gone(self)
  })
  return self

  function enter(next: HookProcess['state']): void {
    state = next
    since = performance.now()
  }

  function take(chunk: Buffer): void {
    if (state === 'ended') return
    const before = since
    const was = state
    reader.push(chunk)
    const answers = batch ? takeAnswers(batch) : 0
    if (was === 'starting' && reader.next(READY) === READY) enter('idle')
    isBroken ||= reader.strayed || (state === 'idle' && reader.pendingBytes > 0)
    if (endBroken()) return
    if (was === 'busy') listener.answered(self, answers, since - before)
    else if (state === 'idle') listener.ready(self)
  }

  function takeAnswers(from: HookBatch): number {
    const answers = from.receive(reader)
    isBroken ||= from.isMalformed
    if (answers > 0) enter('busy')
    if (from.isOver) {
      giveBack(from)
      batch = undefined
      stopWatch()
      enter('idle')
    }
    return answers
  }

  /** The events behind the one that runs are not started here any more. */
  function giveBack(from: HookBatch): void {
    isPrompt = false
    listener.returned(self, from.takeBack())
    endBroken()
  }

  function endBroken(): boolean {
    const isDone = isBroken && !batch?.running && !batch?.waiting
    if (isDone) end(BROKEN)
    return isDone
  }

  function check(now: number): void {
    // A batch of several is not waited for, but for its `startBy`.
    if (state === 'ended' || batch?.waiting) return
    const elapsed = now - since
    const limitMs = batch?.running?.limitMs ?? START_LIMIT_MS
    if (state !== 'idle' && elapsed > limitMs) {
      end({ cause: 'killed-at-deadline', message: `No answer within ${limitMs} ms` })
    } else if (vanishingSince !== undefined && now - vanishingSince > VANISH_LIMIT_MS) {
      end(exit())
    } else if (elapsed > WATCH_MEMORY_AFTER_MS) {
      checkMemory()
    }
  }

  function checkMemory(): void {
    const bytes = child.pid === undefined ? undefined : residentBytes(child.pid)
    if (bytes === undefined || bytes <= MAX_RESIDENT_BYTES) return
    end({ cause: 'out-of-memory', message: `The process took ${bytes >> 20} MB` })
  }

  /** An answer may still be on the way, and how the process ended. */
  function vanish(): void {
    if (state === 'idle') end(exit())
    else vanishingSince ??= performance.now()
  }

  function exit(): ProcessEnd {
    return describeExit(child, stderr?.sawOutOfMemory() ?? false)
  }

  function end(reason: ProcessEnd): void {
    if (state === 'ended') return
    const neverReady = state === 'starting'
    const failed = failedOutcome(reason.cause, reason.message, performance.now() - since)
    enter('ended')
    stopWatch()
    isPrompt = false
    killGroup(child)
    batch?.fail(failed)
    // Whether these were started is not known.
    for (const { resolve } of batch?.takeBack() ?? []) resolve(failed)
    batch = undefined
    listener.ended(self, reason, neverReady)
  }
}
