import { createConsoleLog } from './console-log.ts'
import { type Ending, type HookRun, setCurrentRun } from './hook-run.ts'
import { activeResources, NativePromise, startTimer, stopTimer } from './primordials.ts'
import type { TextRules } from './tidy-text.ts'

/** Starts the clock for an event; without another ending it is `timed-out` after `timeoutMs`. */
export function startRun(rules: TextRules, timeoutMs: number): HookRun {
  const activeBefore = activeResources()
  let wake: () => void = () => {}
  const settled = new NativePromise<void>((resolve) => {
    wake = resolve
  })
  const timer = startTimer(() => run.settle(timedOut(run, timeoutMs)), timeoutMs)
  const run: HookRun = {
    rules,
    log: createConsoleLog(),
    activeBefore,
    settled,
    ending: undefined,
    pending: [],
    phase: 'loading',
    over: false,
    settle(ending) {
      if (run.ending) return false
      run.ending = ending
      stopTimer(timer)
      wake()
      return true
    },
  }
  setCurrentRun(run)
  return run
}

const TIMED_OUT = {
  loading: 'The script was not loaded',
  called: 'The hook did not call cb',
  'promise-resolved':
    'The hook returned without calling cb (cb(null, access_token) ends it, not return)',
} as const

function timedOut(run: HookRun, timeoutMs: number): Ending {
  const message = `${TIMED_OUT[run.phase]} within ${timeoutMs} ms.`
  return { kind: 'failed', cause: 'timed-out', error: { name: 'TimeoutError', message } }
}
