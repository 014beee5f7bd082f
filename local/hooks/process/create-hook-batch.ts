import { randomUUID } from 'node:crypto'
import { failedOutcome } from '../../../functions/core/hook-outcome.ts'
import type { HookOutcome } from '../../../hooks/runtime/contract.ts'
import type { AnswerReader } from './answer-reader.ts'
import { encodeFrame } from './encode-frame.ts'
import type { HookJob } from './hook-job.ts'
import { monotonicMs } from './monotonic-ms.ts'
import { parseAnswer } from './parse-answer.ts'

/** How long after it was handed over a batch may start its events. */
const START_WITHIN_MS = 10

/**
 * Events that a process gets in one write and runs one after the other. It starts the first at
 * once, and each other one only when the answer to the one before is out and `startBy` is still to
 * come. So whoever has read, at any time after `startBy`, all that the process wrote until then
 * knows that the first event without an answer is the last that was started: those behind it are
 * not, and never will be, and can be given to another process. The same holds when the process has
 * ended and all that it wrote is read.
 */
export interface HookBatch {
  /** For the process. */
  readonly frame: Buffer
  /** On the machine's monotonic clock, in milliseconds. */
  readonly startBy: number
  /** The first event without an answer, unless it has failed. */
  readonly running: HookJob | undefined
  /** How many events behind it were not taken back. */
  readonly waiting: number
  /** The process is done with it: all are answered, or it has said that it starts no more. */
  readonly isOver: boolean
  /** Something came that is no answer: the event that ran then has failed. */
  readonly isMalformed: boolean
  /** Settles the events whose answers have come, and says how many. */
  receive(reader: AnswerReader): number
  /** Takes those that wait out of the batch, once they cannot be started any more. */
  takeBack(): HookJob[]
  /** Fails the event that runs. */
  fail(outcome: HookOutcome): void
}

/** A batch that is handed over now. */
export function createHookBatch(jobs: HookJob[]): HookBatch {
  const startBy = monotonicMs() + START_WITHIN_MS
  const events = jobs.map((job): { id: string; job: HookJob | undefined } => ({
    id: randomUUID(),
    job,
  }))
  const texts = events.map(({ id, job }) => `{"id":"${id}","event":${job?.event}}`)
  let at = 0
  let since = performance.now()
  let waiting = jobs.length - 1
  let isOver = false
  let isMalformed = false

  return {
    frame: encodeFrame(`{"startBy":${startBy},"events":[${texts.join()}]}`),
    startBy,
    get running() {
      return isOver ? undefined : events[at]?.job
    },
    get waiting() {
      return waiting
    },
    get isOver() {
      return isOver
    },
    get isMalformed() {
      return isMalformed
    },
    receive(reader) {
      const before = at
      while (!isOver) {
        const id = events[at]?.id ?? ''
        const text = reader.next(`{"id":"${id}",`)
        if (reader.strayed && !isMalformed) blame()
        if (text === undefined) break
        if (text === `{"id":"${id}","dropped":true}`) drop()
        else answer(text, id)
      }
      return at - before
    },
    takeBack() {
      const behind = events.slice(isOver ? at : at + 1)
      const taken = behind.flatMap(({ job }) => job ?? [])
      for (const event of behind) event.job = undefined
      waiting = 0
      return taken
    },
    fail(outcome) {
      settle(outcome)
    },
  }

  /** The first without an answer was not started either. */
  function drop(): void {
    isOver = true
    if (events[at]?.job) waiting += 1
  }

  function answer(text: string, id: string): void {
    const outcome = parseAnswer(text, id)
    if (outcome === undefined) blame()
    else settle(outcome)
    at += 1
    since = performance.now()
    isOver = at === events.length
    if (events[at]?.job) waiting -= 1
  }

  /** What came was written before its answer, or is it. Those behind it have done nothing. */
  function blame(): void {
    isMalformed = true
    const message = 'The process broke its protocol: what came is no answer to the event'
    settle(failedOutcome('malformed-outcome', message, performance.now() - since))
  }

  function settle(outcome: HookOutcome): void {
    const event = events[at]
    event?.job?.resolve(outcome)
    if (event) event.job = undefined
  }
}
