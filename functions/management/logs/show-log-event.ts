import { isJsonObject, type JsonObject } from '../../core/json.ts'
import type { LogEvent } from '../../core/log-event.ts'

/** What the original's events have besides; stored lines do without. */
const CONSTANT = {
  connection: null,
  connection_id: '',
  organization_id: null,
  organization_name: null,
  user_id: '',
  user_name: '',
  strategy: null,
  strategy_type: null,
  isMobile: false,
  location_info: null,
}

/** What differs in the events of Management API calls. */
const CONSTANT_OF_CALLS = {
  ...CONSTANT,
  connection_id: null,
  hostname: null,
  user_id: null,
  user_name: null,
  audience: null,
}

/** An event as callers see it: with every property that the original's had. */
export function showLogEvent(event: LogEvent): JsonObject {
  if (event.type === 'sapi' || event.type === 'fapi') {
    return { ...event, ...CONSTANT_OF_CALLS, details: showCall(event.details) } as JsonObject
  }
  return { ...event, ...CONSTANT } as JsonObject
}

/** Bodies and queries are never logged. */
function showCall({ request, response, ...details }: JsonObject): JsonObject {
  return {
    request: { body: null, query: {}, ...(isJsonObject(request) && request) },
    response: { body: {}, ...(isJsonObject(response) && response) },
    ...details,
  }
}
