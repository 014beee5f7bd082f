import { cutText } from '../core/cut-text.ts'
import type { HttpRequest } from '../core/http.ts'
import { isJsonObject, type JsonObject } from '../core/json.ts'
import type { LogEvent } from '../core/log-event.ts'
import { createLogId } from '../core/log-id.ts'
import type { Caller } from './authenticate-caller.ts'
import type { Operation } from './operation.ts'

/** What is known of a call so far; only the log reads it. */
export interface CallNotes {
  http: HttpRequest
  operation?: Operation
  caller?: Caller
  body?: unknown
}

const MAX_CHARACTERS = 256

/**
 * The log line of a call: of every write that a proven caller tried (who, what, which properties,
 * never a value), and of every failure of the server. Undefined for what is not logged.
 */
export function operationEvent(
  { http, operation, caller, body }: CallNotes,
  outcome: { status: number; reason?: string; details?: JsonObject | undefined },
  now: number,
): LogEvent | undefined {
  const isWrite = operation !== undefined && operation.method !== 'GET' && caller !== undefined
  if (!isWrite && outcome.status < 500) return undefined
  const id = createLogId(now)
  const failed = outcome.status >= 400
  return {
    _id: id,
    log_id: id,
    date: new Date(now).toISOString(),
    type: failed ? 'fapi' : 'sapi',
    description: failed ? cut(outcome.reason ?? '', 2048) : (operation?.summary ?? ''),
    client_id: caller?.clientId ?? '',
    client_name: caller?.clientName ?? '',
    ip: http.ip,
    user_agent: cut(http.headers['user-agent'] ?? ''),
    hostname: cut(http.headers.host ?? ''),
    audience: '',
    scope: '',
    details: {
      ...outcome.details,
      request: {
        method: http.method.toLowerCase(),
        path: cut(http.path),
        channel: 'api',
        ip: http.ip,
        userAgent: cut(http.headers['user-agent'] ?? ''),
        auth: {
          strategy: 'jwt',
          credentials: { scopes: [...(operation?.scopes ?? [])] },
          user: {},
        },
        changed: changedProperties(body),
      },
      response: { statusCode: outcome.status },
    },
  }
}

/** The names alone: values may be secret. */
function changedProperties(body: unknown): string[] {
  if (!isJsonObject(body)) return []
  const names = Object.keys(body).slice(0, 100)
  return names.map((name) => cut(name)).sort()
}

function cut(text: string, characters = MAX_CHARACTERS): string {
  return cutText(text, characters)
}
