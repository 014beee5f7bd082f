import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { Readable } from 'node:stream'
import type { HookEvent, HookOutcome } from '../../hooks/runtime/contract.ts'
import { failedOutcome, isHookOutcome } from '../core/hook-outcome.ts'
import { describeExit } from '../processes/describe-exit.ts'
import { HOOK_HEAP_MB } from '../processes/hook-process-limits.ts'
import { inheritedEnvironment } from '../processes/inherited-environment.ts'
import { killGroup } from '../processes/kill-group.ts'
import { watchStderr } from '../processes/watch-stderr.ts'

const MAX_ANSWER_BYTES = 5 * 1024 * 1024
/** How long pipes may stay open when the process has ended. */
const VANISH_LIMIT_MS = 500

/** One event in a process, which is killed after `limitMs` with all that it has started. */
export async function runDraftProcess(job: {
  entry: string
  folder: string
  event: HookEvent
  limitMs: number
}): Promise<HookOutcome> {
  const { entry, folder, event, limitMs } = job
  const startedAt = performance.now()
  const child = spawn(process.execPath, [`--max-old-space-size=${HOOK_HEAP_MB}`, entry], {
    cwd: folder,
    env: inheritedEnvironment(),
    detached: true,
    stdio: ['pipe', 'ignore', 'pipe', 'pipe'],
  })
  let isLate = false
  const timer = setTimeout(() => {
    isLate = true
    killGroup(child)
  }, limitMs)
  const { answer, sawOutOfMemory } = await exchange(child, event)
  clearTimeout(timer)
  const outcome = parse(answer)
  if (isHookOutcome(outcome)) return outcome
  const { cause, message } = isLate
    ? tooLate(answer.length > 0, limitMs)
    : describeExit(child, sawOutOfMemory)
  return failedOutcome(cause, message, performance.now() - startedAt)
}

/** Gives the process its event, and takes what comes back until all that it started has ended. */
async function exchange(
  child: ChildProcess,
  event: HookEvent,
): Promise<{ answer: Buffer; sawOutOfMemory: boolean }> {
  const [stdin, , stderr, channel] = child.stdio
  if (!(stderr instanceof Readable && channel instanceof Readable)) {
    throw new Error('The process of a draft has no pipes')
  }
  const output = watchStderr(stderr)
  let answer: Buffer = Buffer.alloc(0)
  channel.on('data', (chunk: Buffer) => {
    if (answer.length + chunk.length > MAX_ANSWER_BYTES) killGroup(child)
    else answer = Buffer.concat([answer, chunk])
  })
  channel.on('error', () => {})
  child.once('exit', () => endRest(child, [stderr, channel]))
  // A process that ended before it read all of it says so by its end.
  stdin?.on('error', () => {})
  stdin?.end(JSON.stringify(event))
  await once(child, 'close')
  return { answer, sawOutOfMemory: output.sawOutOfMemory() }
}

/** What the script has started ends with it, and cannot keep the pipes open. */
function endRest({ pid }: ChildProcess, pipes: Readable[]): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL')
  } catch {
    // It had started nothing.
  }
  setTimeout(() => {
    for (const pipe of pipes) pipe.destroy()
  }, VANISH_LIMIT_MS).unref()
}

function tooLate(isLoaded: boolean, limitMs: number) {
  const message = isLoaded ? 'No answer' : 'The script did not load'
  return { cause: 'killed-at-deadline', message: `${message} within ${limitMs} ms` } as const
}

function parse(answer: Buffer): unknown {
  try {
    return JSON.parse(answer.toString())
  } catch {
    return undefined
  }
}
