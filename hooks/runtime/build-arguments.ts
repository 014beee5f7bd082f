import type { HookEvent } from './contract.ts'
import type { HookStorage } from './create-storage.ts'

/** What a hook is called with, before the callback. */
export interface HookArguments {
  client: HookEvent['client']
  scope: string[]
  context: object
}

/**
 * The documented arguments, made of the event. A hook may change them at will: lists and maps that
 * the runtime still needs are copies; the rest is the event's own, which came over the wire for
 * this one call.
 */
export function buildArguments(event: HookEvent, storage: HookStorage): HookArguments {
  const { tenant, id, name, metadata } = event.client
  const client = { tenant, id, name, metadata: { ...metadata } }
  const scope: string[] = []
  for (let i = 0; i < event.scope.length; i++) scope[i] = event.scope[i] ?? ''
  const { audience } = event
  const secrets = { ...event.secrets }
  const webtask = {
    secrets,
    headers: event.context.headers,
    body: { client, scope, audience, context: event.context },
    meta: {},
    query: {},
    params: {},
    data: secrets,
    storage: { get: storage.get, set: storage.set },
  }
  return { client, scope, context: { ...event.context, webtask } }
}
