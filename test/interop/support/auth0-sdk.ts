import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { StartedServer } from '../../support/start-local.ts'
import { AUTH0_CALLS, AUTH0_MANAGERS, type Auth0Call, type Auth0Major } from './auth0-calls.ts'
import type { Auth0Answer, Auth0Request } from './auth0-process.ts'

const PROGRAM = fileURLToPath(new URL('auth0-process.ts', import.meta.url))

type Options = Record<string, unknown>
type Asked = Auth0Request extends infer R ? (R extends unknown ? Omit<R, 'id'> : never) : never

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
type Answered = any

/** A ManagementClient of one release, in a process that trusts the server's certificate. */
export interface Auth0Client {
  /** Makes one call as the release's documentation does, and resolves with what it answers. */
  call: (call: Auth0Call, ...args: unknown[]) => Promise<Answered>
  /** Reads a whole list, page by page, as the release's documentation does. */
  every: (call: Auth0Call, query: Options & { per_page: number }) => Promise<Answered[]>
}

export interface Auth0Sdk extends Auth0Client {
  major: Auth0Major
  has: (call: Auth0Call) => boolean
  /** Another ManagementClient with these options; `domain` is the server's when not given. */
  client: (options: Options) => Auth0Client
  /** A token for an API, as the release's documentation obtains one. */
  token: (options: Options, parameters: Options) => Promise<Answered>
  /** The documented methods that no call was made of. */
  uncalled: () => Promise<string[]>
  stop: () => Promise<void>
}

/** Starts a process with one release of the SDK; its own client is the tenant's admin. */
export async function startAuth0Sdk(major: Auth0Major, server: StartedServer): Promise<Auth0Sdk> {
  const child = fork(PROGRAM, [String(major)], {
    serialization: 'advanced',
    execArgv: [],
    env: {
      ...process.env,
      NODE_EXTRA_CA_CERTS: join(server.dataDir, 'tls', 'ca.pem'),
      NODE_NO_WARNINGS: '1',
    },
  })
  const waiting = new Map<number, PromiseWithResolvers<Answered>>()
  const called = new Set<string>()
  child.on('message', ({ id, result, error }: Auth0Answer) => {
    if (error === undefined) waiting.get(id)?.resolve(result)
    else waiting.get(id)?.reject(Object.assign(new Error(), error))
    waiting.delete(id)
  })
  child.on('exit', (code) => {
    for (const { reject } of waiting.values()) reject(new Error(`The SDK's process ended: ${code}`))
  })

  let lastId = 0
  const ask = (request: Asked): Promise<Answered> => {
    const id = ++lastId
    const answered = Promise.withResolvers<Answered>()
    waiting.set(id, answered)
    child.send({ ...request, id })
    return answered.promise
  }

  const { host } = new URL(server.url)
  const calls = AUTH0_CALLS[major]
  const client = (given: Options): Auth0Client => {
    const options = { domain: host, ...given }
    const call = (name: Auth0Call, args: unknown[], every = false) => {
      const [method, shape] = calls[name] ?? []
      if (method === undefined) throw new Error(`auth0 ${major} has no call for ${name}`)
      called.add(method)
      const shaped = shape === undefined ? args : shape(...(args as never[]))
      return ask({ action: 'call', options, method, args: shaped, every })
    }
    return {
      call: (name, ...args) => call(name, args),
      async every(name, query) {
        if (major >= 5) return call(name, [query], true)
        const items: Answered[] = []
        for (let page = 0; ; page++) {
          const some = await call(name, [{ ...query, page }])
          items.push(...some)
          if (some.length < query.per_page) return items
        }
      },
    }
  }

  const { client_id, client_secret } = server.credentials.admin
  const admin = { clientId: client_id, clientSecret: client_secret }
  return {
    ...client(admin),
    major,
    has: (call) => calls[call] !== undefined,
    client,
    token: (options, parameters) =>
      ask({ action: 'token', options: { domain: host, ...options }, parameters }),
    async uncalled() {
      const options = { domain: host, ...admin }
      const all: string[] = await ask({ action: 'methods', options, managers: AUTH0_MANAGERS })
      return all.filter((method) => !called.has(method))
    },
    async stop() {
      const exited = once(child, 'exit')
      child.disconnect()
      await exited
    },
  }
}
