import { ConflictError, HookCapacityError, StoreError } from '../core/errors.ts'
import { type Endpoint, type HttpResponse, jsonResponse } from '../core/http.ts'
import { ManagementError } from '../core/management-error.ts'
import { authenticateCaller } from './authenticate-caller.ts'
import { countRequest, type RateLimit, refuseExceeded, uncountedLimit } from './count-request.ts'
import type { ManagementPorts } from './management-ports.ts'
import { createOperationMatcher } from './match-operation.ts'
import { createOpenapiEndpoint, OPENAPI_PATH } from './openapi-endpoint.ts'
import type { Answer } from './operation.ts'
import { type CallNotes, operationEvent } from './operation-event.ts'
import { listOperations } from './operations.ts'
import { parseBody, parseQuery } from './parse-call.ts'
import { requireScope } from './require-scope.ts'

/** Everything below `/api/v2/`: the table of operations behind one authentication. */
export function createManagementEndpoint(ports: ManagementPorts): Endpoint {
  const { clock, log, requestsPerMinute } = ports
  const operations = listOperations(ports)
  const match = createOperationMatcher(operations)
  const openapi = createOpenapiEndpoint(ports, operations)

  return async (http) => {
    if (http.path === OPENAPI_PATH) return openapi(http)
    const notes: CallNotes = { http }
    let limit = uncountedLimit(clock, requestsPerMinute)
    try {
      const { operation, params } = match(http) //              1
      notes.operation = operation
      const caller = await (operation.identify?.(http) ?? authenticateCaller(ports, http)) // 2
      notes.caller = caller
      limit = await countRequest(ports, caller.clientId, requestsPerMinute)
      refuseExceeded(limit) //                                  3
      requireScope(caller, operation) //                        4
      const query = parseQuery(operation, http) //              5
      const body = parseBody(operation, http)
      notes.body = body
      const answer = await operation.handle({ caller, params, query, body, http }) // 6
      const { status, details } = answer
      const event = operationEvent(notes, { status, details }, clock.now())
      if (event !== undefined) log.append(event)
      return respond(answer, limit)
    } catch (error) {
      const refusal = asManagementError(error)
      const reason = refusal === error ? refusal.message : reasonOf(error)
      const event = operationEvent(notes, { status: refusal.status, reason }, clock.now())
      if (event !== undefined) log.append(event)
      return respond({ status: refusal.status, body: refusal.toJson() }, limit)
    }
  }
}

/** What is not a refusal of ours is told to nobody. */
function asManagementError(error: unknown): ManagementError {
  if (error instanceof ManagementError) return error
  if (error instanceof ConflictError) {
    return ManagementError.conflict(
      'Somebody else changed this at the same time. Read it and try again.',
    )
  }
  const isBusy = error instanceof StoreError || error instanceof HookCapacityError
  return isBusy ? ManagementError.unavailable() : ManagementError.unforeseen()
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

function respond({ status, body, headers }: Answer, limit: RateLimit): HttpResponse {
  const all = {
    ...limit.headers,
    ...headers,
    ...(status === 429 && { 'retry-after': limit.retryAfter }),
    ...(status === 503 && { 'retry-after': '1' }),
  }
  if (body === undefined)
    return { status, headers: { 'cache-control': 'no-store', ...all }, body: '' }
  return jsonResponse(status, body, all)
}
