/**
 * A program of someone else: it has one release of the SDK (the first argument, its major version),
 * makes what its parent asks for, and answers with what the release answers.
 */
import type { Auth0Major } from './auth0-calls.ts'

type Method = (...args: unknown[]) => unknown
type Options = Record<string, unknown>

interface Release {
  ManagementClient: new (options: Options) => object
  AuthenticationClient?: new (
    options: Options,
  ) => { oauth: Record<'clientCredentialsGrant', Method> }
  TokenProvider?: new (options: Options) => { getAccessToken: () => Promise<string> }
}

export type Auth0Request = { id: number; options: Options } & (
  | { action: 'call'; method: string; args: unknown[]; every?: boolean }
  | { action: 'token'; parameters: Options }
  | { action: 'methods'; managers: readonly string[] }
)

export interface Auth0Answer {
  id: number
  result?: unknown
  /** What the SDK threw. */
  error?: Options
}

const RELEASES: Record<Auth0Major, () => Promise<unknown>> = {
  2: async () => (await import('auth0-2')).default,
  3: async () => (await import('auth0-3')).default,
  4: () => import('auth0-4'),
  5: () => import('auth0-5'),
  6: () => import('auth0-6'),
  7: async () => ({ ...(await import('auth0-7')), ...(await import('auth0-7/management')) }),
}

const major = Number(process.argv[2]) as Auth0Major
const release = (await RELEASES[major]()) as Release
const clients = new Map<string, object>()

/** One client for the same options: it keeps its token, as a real program's does. */
function managementClient(options: Options): object {
  const key = JSON.stringify(options)
  const client = clients.get(key) ?? new release.ManagementClient({ ...options })
  clients.set(key, client)
  return client
}

/** `clients.credentials.list` of a client, bound to what it belongs to. */
function findMethod(client: object, path: string): Method {
  let owner: unknown
  let found: unknown = client
  for (const name of path.split('.')) {
    owner = found
    found = (found as Record<string, unknown>)[name]
  }
  if (typeof found !== 'function') throw new Error(`auth0 ${major} has no ${path}`)
  return found.bind(owner)
}

interface Page {
  response: unknown
  [Symbol.asyncIterator](): AsyncIterator<unknown>
}

async function call(client: object, method: string, args: unknown[], every = false) {
  const answer = await findMethod(client, method)(...args)
  if (major <= 3) return answer
  if (major === 4) return (answer as { data?: unknown }).data
  const isPage = typeof answer === 'object' && answer !== null && 'getNextPage' in answer
  if (!isPage) return answer
  const page = answer as unknown as Page
  if (!every) return page.response
  const items: unknown[] = []
  for await (const item of page) items.push(item)
  return items
}

/** As the release's documentation obtains a token for another API. */
async function obtainToken(options: Options, parameters: Options): Promise<unknown> {
  if (release.AuthenticationClient === undefined) {
    if (release.TokenProvider === undefined) throw new Error('There is no way to get a token')
    const provider = new release.TokenProvider({ ...options, ...parameters })
    return { access_token: await provider.getAccessToken() }
  }
  const { oauth } = new release.AuthenticationClient(options)
  const answer = await oauth.clientCredentialsGrant(parameters)
  return major <= 3 ? answer : (answer as { data: unknown }).data
}

/** Every documented method of these managers, those of their sub-resources too. */
function listMethods(owner: object, prefix: string): string[] {
  const prototype = Object.getPrototypeOf(owner) as object
  return Object.entries(Object.getOwnPropertyDescriptors(prototype)).flatMap(
    ([name, { value, get }]) => {
      if (name === 'constructor' || name.startsWith('_')) return []
      if (get !== undefined) return listMethods(get.call(owner), `${prefix}${name}.`)
      return typeof value === 'function' ? [prefix + name] : []
    },
  )
}

async function answer(request: Auth0Request): Promise<unknown> {
  if (request.action === 'token') return obtainToken(request.options, request.parameters)
  const client = managementClient(request.options)
  if (request.action === 'call') return call(client, request.method, request.args, request.every)
  return request.managers.flatMap((name) => {
    const manager = (client as Record<string, unknown>)[name]
    return typeof manager === 'object' && manager !== null ? listMethods(manager, `${name}.`) : []
  })
}

function describeError(error: unknown): Options {
  if (!(error instanceof Error)) return { message: String(error) }
  const { name, message, stack, cause } = error
  const { statusCode, errorCode, body } = error as Error & Options
  return { name, message, stack, cause: cause && String(cause), statusCode, errorCode, body }
}

process.on('message', async (request: Auth0Request) => {
  const { id } = request
  const reply: Auth0Answer = await answer(request).then(
    (result) => ({ id, result }),
    (error) => ({ id, error: describeError(error) }),
  )
  process.send?.(reply)
})
