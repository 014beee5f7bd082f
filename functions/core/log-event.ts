import type { ConsoleLine } from '../../hooks/runtime/contract.ts'
import type { JsonObject } from './json.ts'

/** Original's codes: exchange succeeded or failed, Management API call succeeded or failed. */
export type LogType = 'seccft' | 'feccft' | 'sapi' | 'fapi'

/** A claim that the hook set and the token does not carry. */
export interface IgnoredClaim {
  name: string
  reason: string
}

/** Why a token looks as it does: every change of the scopes on its way. */
export interface ExchangeTrace {
  requested?: string[]
  granted?: string[]
  /** As in the token. */
  final?: string[]
  claims?: string[]
  ignored?: IgnoredClaim[]
}

/** What the enabled hook did in an exchange. */
export interface HookTrace {
  id: string
  name: string
  version: number
  durationMs: number
  console: ConsoleLine[]
  consoleDropped?: number
  /** How it failed, when it did. */
  cause?: string
  error?: { name: string; message: string; stack?: string }
  /** Work that was still pending when the hook called back. */
  pending?: string[]
}

/** One line of the log, in the shape of the original's `GET /api/v2/logs`. Never holds a credential. */
export interface LogEvent {
  _id: string
  /** `900` + UTC time to the millisecond (17 digits) + 12 digits: sortable. */
  log_id: string
  /** ISO 8601. */
  date: string
  type: LogType
  description: string
  client_id: string
  client_name: string
  ip: string
  user_agent: string
  hostname: string
  audience: string
  /** Space-separated; as granted, or as asked when refused. */
  scope: string
  details: JsonObject & { trace?: ExchangeTrace; hook?: HookTrace }
}
