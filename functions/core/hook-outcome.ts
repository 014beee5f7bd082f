import type {
  ConsoleLine,
  HookError,
  HookFailureCause,
  HookOutcome,
} from '../../hooks/runtime/contract.ts'
import { isJsonObject, type JsonObject } from './json.ts'

/** What a process may say of itself. */
const CAUSES: ReadonlySet<unknown> = new Set<HookFailureCause>([
  'load-failed',
  'no-function',
  'threw',
  'rejected',
  'threw-late',
  'timed-out',
  'result-not-json',
  'result-too-large',
  'exited',
  'out-of-memory',
  'killed-at-deadline',
  'malformed-outcome',
])
const LEVELS: ReadonlySet<unknown> = new Set<ConsoleLine['level']>([
  'debug',
  'log',
  'info',
  'warn',
  'error',
])

/** The outcome of an event whose process could not answer for itself. */
export function failedOutcome(
  cause: HookFailureCause,
  message: string,
  durationMs: number,
): HookOutcome {
  return {
    kind: 'failed',
    cause,
    error: { name: 'Error', message },
    durationMs: Math.round(durationMs * 1000) / 1000,
    console: [],
    consoleDropped: 0,
    pending: [],
  }
}

/** Whether a value from a hook's process, which may be forged by the hook, is an outcome. */
export function isHookOutcome(value: unknown): value is HookOutcome {
  return isJsonObject(value) && isReport(value) && isEnding(value)
}

function isReport({ durationMs, console, consoleDropped, pending }: JsonObject): boolean {
  return (
    isCount(durationMs) &&
    isCount(consoleDropped) &&
    Array.isArray(console) &&
    console.every(isConsoleLine) &&
    Array.isArray(pending) &&
    pending.every(isText)
  )
}

function isEnding({ kind, cause, error }: JsonObject): boolean {
  if (kind === 'result' || kind === 'probed') return true
  if (kind === 'refused') return isHookError(error)
  return kind === 'failed' && CAUSES.has(cause) && (error === undefined || isHookError(error))
}

function isConsoleLine(value: unknown): value is ConsoleLine {
  return isJsonObject(value) && LEVELS.has(value.level) && isText(value.text) && isCount(value.atMs)
}

function isHookError(value: unknown): value is HookError {
  return (
    isJsonObject(value) &&
    isText(value.name) &&
    isText(value.message) &&
    (value.stack === undefined || isText(value.stack))
  )
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && value >= 0
}
