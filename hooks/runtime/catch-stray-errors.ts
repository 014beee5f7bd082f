import { addConsoleLine } from './console-log.ts'
import { describeError } from './describe-error.ts'
import { keepEarlyLine } from './early-lines.ts'
import { owningRun } from './hook-run.ts'
import type { TextRules } from './tidy-text.ts'

/** For texts that wait for the first event, whose rules they meet then. */
const NO_RULES: TextRules = { secrets: {}, folder: { href: '', path: '' } }

let installed = false

/**
 * Takes over what a hook throws in timers and callbacks and the rejections that nobody handles:
 * before the callback they end the run they belong to, after it they are noted as a console line,
 * and those of a finished event are dropped. The process stays alive. Works once per process.
 */
export function catchStrayErrors(): void {
  if (installed) return
  installed = true
  process.on('uncaughtException', (thrown) => takeStrayError('threw-late', thrown))
  process.on('unhandledRejection', (reason) => takeStrayError('rejected', reason))
}

/**
 * Removes the listeners of whoever started this process: Lambda's runtime would end it at an error
 * that we can name and survive.
 */
export function dropOtherErrorListeners(): void {
  process.removeAllListeners('uncaughtException')
  process.removeAllListeners('unhandledRejection')
}

/** Ends the run that the executing code belongs to, or notes what came too late for that. */
export function takeStrayError(cause: 'threw' | 'threw-late' | 'rejected', thrown: unknown): void {
  const run = owningRun()
  if (run?.over) return
  const error = describeError(thrown, run?.rules ?? NO_RULES)
  if (run?.settle({ kind: 'failed', cause, error })) return
  const text = error.stack ?? `${error.name}: ${error.message}`
  if (!run) keepEarlyLine('error', `Thrown outside of any event: ${text}`)
  else addConsoleLine(run.log, 'error', `Thrown after the callback: ${text}`, run.rules)
}
