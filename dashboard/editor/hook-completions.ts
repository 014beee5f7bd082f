import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete'

type Named = Record<string, string>

const TOP: Named = {
  client: 'the application that asks for a token',
  scope: 'array of the granted scopes',
  audience: 'identifier of the API',
  context: 'the request, and what belongs to the hook',
  cb: 'cb(error, accessToken)',
  InvalidScopeError: 'answers 400 invalid_scope',
  InvalidRequestError: 'answers 400 invalid_request',
  ServerError: 'answers 500 server_error',
}

/** What the hook's parameters have, by their path. */
const MEMBERS: Record<string, Named> = {
  client: {
    tenant: 'name of the tenant',
    id: 'client ID',
    name: 'name of the application',
    metadata: "the application's metadata",
  },
  context: {
    ip: 'address of the caller',
    userAgent: 'user agent of the caller',
    body: "the request's parameters, without credentials",
    headers: "the request's headers, in lower case",
    request: 'ip, userAgent, query and body',
    webtask: 'secrets, storage and the rest',
  },
  'context.request': {
    ip: 'address of the caller',
    userAgent: 'user agent of the caller',
    query: 'parameters of the address',
    body: "the request's parameters, without credentials",
  },
  'context.webtask': {
    secrets: "the hook's secrets by name",
    storage: 'a cache: get(cb), set(data, cb)',
    headers: "the request's headers",
    body: 'client, scope, audience and context',
    data: "the hook's secrets by name",
  },
}

const PATH = /[\w$]+(?:\.[\w$]*)*$/

/** Offers the hook's parameters, what they have, and the names of its secrets. */
export function completeHook(secretNames: () => readonly string[]) {
  return (context: CompletionContext): CompletionResult | null => {
    const found = context.matchBefore(PATH)
    if (found === null) return null
    const dot = found.text.lastIndexOf('.')
    const parent = found.text.slice(0, Math.max(dot, 0))
    const options = optionsOf(parent, secretNames())
    return options === undefined
      ? null
      : { from: found.from + dot + 1, options, validFor: /^[\w$]*$/ }
  }
}

function optionsOf(parent: string, secrets: readonly string[]): Completion[] | undefined {
  if (parent === '') return toOptions(TOP, 'variable')
  if (/(^|\.)secrets$/.test(parent)) {
    return secrets.map((label) => ({ label, type: 'constant', detail: 'secret' }))
  }
  const members = MEMBERS[parent]
  return members && toOptions(members, 'property')
}

function toOptions(named: Named, type: string): Completion[] {
  return Object.entries(named).map(([label, detail]) => ({ label, detail, type }))
}
