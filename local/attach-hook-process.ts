import type { ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { Duplex, Readable } from 'node:stream'
import { failedOutcome } from '../functions/core/hook-outcome.ts'
import { describeExit } from '../functions/processes/describe-exit.ts'
import { killGroup } from '../functions/processes/kill-group.ts'
import { watchStderr } from '../functions/processes/watch-stderr.ts'
import { encodeFrame } from './encode-frame.ts'
import { createFrameReader } from './frame-reader.ts'
import type { HookJob } from './hook-job.ts'
import type { HookProcess, HookProcessListener, ProcessEnd } from './hook-process.ts'
import { parseAnswer } from './parse-answer.ts'
import { residentBytes } from './resident-bytes.ts'

const READY = '{"ready":true}'
const MAX_ANSWER_BYTES = 8 * 1024 * 1024
const MAX_RESIDENT_BYTES = 512 * 1024 * 1024
/** Short events are not worth a look at their memory. */
const WATCH_MEMORY_AFTER_MS = 100
/** As Lambda's. */
const START_LIMIT_MS = 10_000
/** How long a process may take to vanish when it has closed its channel, or its pipes when it has. */
const VANISH_LIMIT_MS = 500

/** Takes over a process just spawned. Nothing that it does throws here. */
export function attachHookProcess(child: ChildProcess, listener: HookProcessListener): HookProcess {
  const channel = child.stdio?.[3]
  const reader = createFrameReader(MAX_ANSWER_BYTES)
  let state: HookProcess['state'] = 'starting'
  let since = performance.now()
  let used = false
  let job: HookJob | undefined
  let jobId = ''
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
    run(next) {
      job = next
      used = true
      jobId = randomUUID()
      enter('busy')
      if (channel instanceof Duplex) {
        channel.write(encodeFrame(`{"id":"${jobId}","event":${next.event}}`))
      }
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
    const wasStarting = state === 'starting'
    const before = since
    try {
      for (const text of reader.push(chunk)) takeFrame(text)
      if (state === 'idle' && reader.pendingBytes > 0) throw new RangeError('More than an answer')
    } catch (error) {
      end({ cause: 'malformed-outcome', message: `The process broke its protocol: ${error}` })
      return
    }
    if (state !== 'idle') return
    if (wasStarting) listener.ready(self)
    else listener.answered(self, since - before)
  }

  function takeFrame(text: string): void {
    if (state === 'starting' && text === READY) {
      enter('idle')
      return
    }
    const outcome = job && parseAnswer(text, jobId)
    if (!job || !outcome) throw new RangeError('A frame that is no answer to the event')
    const { resolve } = job
    job = undefined
    enter('idle')
    resolve(outcome)
  }

  function check(now: number): void {
    if (state === 'ended') return
    const elapsed = now - since
    const limitMs = job?.limitMs ?? START_LIMIT_MS
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
    const { resolve } = job ?? {}
    job = undefined
    const durationMs = performance.now() - since
    enter('ended')
    killGroup(child)
    resolve?.(failedOutcome(reason.cause, reason.message, durationMs))
    listener.ended(self, reason, neverReady)
  }
}
