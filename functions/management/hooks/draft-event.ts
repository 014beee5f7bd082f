import type { HookContext, HookEvent } from '../../../hooks/runtime/contract.ts'
import { hookEvent } from '../../core/hook-event.ts'
import { safeHeaders } from '../../core/safe-headers.ts'
import type { HookTestPayload } from '../contract/hook-test-payload.ts'
import { SAMPLE_PAYLOAD } from '../contract/sample-payload.ts'
import type { DraftExchange } from './draft-exchange.ts'
import type { HookDraft } from './draft-source.ts'

/** The event of a test, as the token endpoint would send it. */
export function draftEvent(
  draft: HookDraft,
  { tenant, client, api }: DraftExchange,
  payload: HookTestPayload,
): HookEvent {
  return hookEvent({
    limits: draft,
    secrets: draft.secrets,
    tenant,
    client,
    scope: payload.scope ?? SAMPLE_PAYLOAD.scope,
    audience: api.identifier,
    context: draftContext(payload, { client_id: client.clientId, audience: api.identifier }),
  })
}

/** The headers that no hook sees are left out here too. */
function draftContext(
  { context: given = {} }: HookTestPayload,
  request: { client_id: string; audience: string },
): HookContext {
  const sample = SAMPLE_PAYLOAD.context
  const { ip = sample.ip, userAgent = given.headers?.['user-agent'] ?? sample.userAgent } = given
  const { body = { ...sample.body, ...request }, query = sample.query } = given
  const headers = given.headers ?? { ...sample.headers, 'user-agent': userAgent }
  const inLowerCase = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])
  return {
    ip,
    userAgent,
    body,
    headers: safeHeaders(Object.fromEntries(inLowerCase)),
    request: { ip, userAgent, query, body },
  }
}
