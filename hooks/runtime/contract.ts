/**
 * What crosses between the token function and a hook version, and its bounds: the one definition
 * for the runtime, the endpoints and both homes. Everything here is plain JSON.
 */

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json | undefined }

/** Version of this contract; outdated hook versions are recognised by it. */
export const PROTOCOL = 1

export const HOOK_LIMITS = {
  /** UTF-8 bytes of a script. */
  scriptBytes: 100 * 1024,
  /** Packages that a hook declares. */
  dependencies: 10,
  defaultTimeoutMs: 10_000,
  maxTimeoutMs: 20_000,
  maxAfterCallbackMs: 2_000,
  minTimeoutMs: 100,
  /** What the caller waits beyond `timeoutMs` for the runtime's own answer, and at most in all. */
  callerGraceMs: 3_000,
  callerDeadlineMs: 22_000,
  /** UTF-8 bytes of the result as JSON. */
  resultBytes: 1024 * 1024,
  consoleLines: 100,
  /** Characters of all console lines of one event. */
  consoleCharacters: 32 * 1024,
  consoleLineCharacters: 4 * 1024,
  errorMessageCharacters: 1024,
  errorStackCharacters: 4 * 1024,
  storageBytes: 100 * 1024,
  /** Shorter secrets are not searched for in console lines and errors. */
  redactedSecretMinCharacters: 6,
} as const

/** One client credentials exchange, as the hook sees it. */
export interface HookEvent {
  protocol: typeof PROTOCOL
  trigger: 'credentials-exchange'
  timeoutMs: number
  /** How long to wait for work that is pending when the hook calls back. */
  afterCallbackMs: number
  secrets: Record<string, string>
  client: { tenant: string; id: string; name: string; metadata: Record<string, string> }
  /** The granted scopes. */
  scope: string[]
  audience: string
  context: HookContext
}

/** The documented `context`, without `webtask`, which the runtime adds. */
export interface HookContext {
  ip: string
  userAgent: string
  /** The request's parameters without credentials. */
  body: { [name: string]: Json | undefined }
  /** Lower-cased, without credentials. */
  headers: Record<string, string>
  request: {
    ip: string
    userAgent: string
    query: Record<string, string>
    body: { [name: string]: Json | undefined }
  }
}

/** Asks a version to load and show that it exports a function; the hook does not run. */
export interface ProbeEvent {
  protocol: typeof PROTOCOL
  probe: true
}

export interface ConsoleLine {
  level: 'debug' | 'log' | 'info' | 'warn' | 'error'
  text: string
  /** Since the event's start. */
  atMs: number
}

/** Texts are redacted and cut; the stack names the script as `hook.cjs` with its own lines. */
export interface HookError {
  name: string
  message: string
  stack?: string
}

/** Why a hook ended without calling back. The last five are seen from outside the process. */
export type HookFailureCause =
  | 'load-failed'
  | 'no-function'
  | 'threw'
  | 'rejected'
  | 'threw-late'
  | 'timed-out'
  | 'result-not-json'
  | 'result-too-large'
  | 'exited'
  | 'out-of-memory'
  | 'killed-at-deadline'
  | 'malformed-outcome'
  | 'not-deployed'

/** What every outcome tells of the run. */
export interface HookReport {
  durationMs: number
  console: ConsoleLine[]
  /** Lines beyond the bounds. */
  consoleDropped: number
  /** Kinds of work still pending when the answer left: timers, sockets. On Lambda it may be lost. */
  pending: string[]
}

/** How one event ended. */
export type HookOutcome = HookReport &
  (
    | { kind: 'result'; result: Json | undefined }
    | { kind: 'refused'; error: HookError }
    | { kind: 'failed'; cause: HookFailureCause; error?: HookError }
    | { kind: 'probed' }
  )
