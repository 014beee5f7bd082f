import { roundMs } from './console-log.ts'
import type { HookOutcome } from './contract.ts'
import { type HookRun, setCurrentRun } from './hook-run.ts'
import { now, withoutPrototype } from './primordials.ts'

/**
 * Closes a settled run and makes the answer of it. The object has no prototype: a hook that gave
 * every object a `then` or a `toJSON` would otherwise answer for us.
 */
export function endRun(run: HookRun): HookOutcome {
  run.over = true
  setCurrentRun(undefined)
  const { ending, log, pending } = run
  if (!ending) throw new Error('The run has not ended.')
  return withoutPrototype({
    ...ending,
    durationMs: roundMs(now() - log.startedAt),
    console: log.lines,
    consoleDropped: log.dropped,
    pending,
  })
}
