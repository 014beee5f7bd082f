import { cutText } from '../core/cut-text.ts'
import type { HookClaims } from '../core/hook-claims.ts'
import type { HttpRequest } from '../core/http.ts'
import type { ExchangeTrace, HookTrace, LogEvent } from '../core/log-event.ts'
import { createLogId } from '../core/log-id.ts'
import type { OAuthError } from '../core/oauth-error.ts'
import type { Authorization } from './load-authorization.ts'
import type { TokenRequest } from './parse-token-request.ts'
import type { HookRun } from './run-hook.ts'

/** What is known of an exchange so far; only the log reads it. */
export interface ExchangeNotes {
  http: HttpRequest
  request?: TokenRequest
  authorization?: Authorization
  granted?: string[]
  run?: HookRun | undefined
  applied?: HookClaims
}

const MAX_VALUE_CHARACTERS = 256
const MAX_LISTED = 100

/** The one log line of an exchange: `seccft`, or `feccft` with the real reason. */
export function exchangeEvent(
  notes: ExchangeNotes,
  failure: OAuthError | undefined,
  now: number,
): LogEvent {
  const { http, request, authorization } = notes
  const id = createLogId(now)
  const run = notes.run && hookTrace(notes.run)
  return {
    _id: id,
    log_id: id,
    date: new Date(now).toISOString(),
    type: failure === undefined ? 'seccft' : 'feccft',
    description: failure === undefined ? '' : cut(failure.reason, 2048),
    client_id: cut(request?.clientId ?? ''),
    client_name: authorization?.client?.name ?? '',
    ip: http.ip,
    user_agent: cut(http.headers['user-agent'] ?? ''),
    hostname: cut(http.headers.host ?? ''),
    audience: cut(authorization?.audience ?? request?.audience ?? ''),
    scope: cut((notes.applied?.scope ?? request?.scope ?? []).join(' '), 2048),
    details: {
      ...(failure !== undefined && { error: failure.kind }),
      trace: exchangeTrace(notes),
      ...(run !== undefined && { hook: run }),
    } as LogEvent['details'],
  }
}

function exchangeTrace({ request, granted, applied }: ExchangeNotes): ExchangeTrace {
  const trace: ExchangeTrace = {}
  if (request?.scope !== undefined) trace.requested = cutAll(request.scope)
  if (granted !== undefined) trace.granted = cutAll(granted)
  if (applied === undefined) return trace
  trace.final = cutAll(applied.scope)
  const claims = Object.keys(applied.claims)
  if (claims.length > 0) trace.claims = cutAll(claims)
  if (applied.ignored.length > 0) {
    trace.ignored = applied.ignored
      .slice(0, MAX_LISTED)
      .map(({ name, reason }) => ({ name: cut(name), reason }))
  }
  return trace
}

function hookTrace({ hook, outcome }: HookRun): HookTrace {
  const trace: HookTrace = {
    id: hook.hookId,
    name: hook.name,
    version: hook.version,
    durationMs: outcome.durationMs,
    console: outcome.console,
  }
  if (outcome.consoleDropped > 0) trace.consoleDropped = outcome.consoleDropped
  if (outcome.pending.length > 0) trace.pending = outcome.pending
  if (outcome.kind === 'failed') trace.cause = outcome.cause
  if (outcome.kind === 'refused') trace.error = outcome.error
  if (outcome.kind === 'failed' && outcome.error !== undefined) trace.error = outcome.error
  return trace
}

function cut(text: string, characters = MAX_VALUE_CHARACTERS): string {
  return cutText(text, characters)
}

function cutAll(texts: string[]): string[] {
  return texts.slice(0, MAX_LISTED).map((text) => cut(text))
}
