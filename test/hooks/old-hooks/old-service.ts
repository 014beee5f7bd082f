import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach } from 'vitest'

/** How a fixture names the service: the test puts its real origin in place of this one. */
export const SERVICE_ORIGIN = 'http://service.test'

/** The services that the hooks of the corpus ask, on one local port. */
export interface OldService {
  /** `METHOD path` of every request since the test began. */
  asked: string[]
  /** What paths answer instead of their usual 200, by path. */
  statuses: Record<string, number>
  origin(): string
  /** A JWT of the issuer whose public keys are at `/jwks`. */
  signToken(payload: object, header?: object): string
}

/** Runs the service for the time of a test file. */
export function startOldService(): OldService {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const answers = answersOf(publicKey)
  const asked: string[] = []
  const statuses: Record<string, number> = {}
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '', SERVICE_ORIGIN)
    asked.push(`${request.method} ${url.pathname}`)
    response.writeHead(statuses[url.pathname] ?? 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(answers[url.pathname]?.(url) ?? {}))
  })
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)))
  afterAll(() => new Promise((resolve) => server.close(resolve)))
  beforeEach(() => {
    asked.length = 0
    for (const path of Object.keys(statuses)) delete statuses[path]
    statuses['/down'] = 500
  })
  return {
    asked,
    statuses,
    origin: () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    signToken: (payload, header = {}) => signToken(privateKey, payload, header),
  }
}

function answersOf(publicKey: KeyObject): Record<string, (url: URL) => unknown> {
  const jwk = publicKey.export({ format: 'jwk' })
  return {
    '/jwks': () => ({ keys: [{ ...jwk, kid: 'key-1', use: 'sig', alg: 'RS256' }] }),
    '/v1/graphql': () => ({ data: { service: { id: 77, role: 'worker' } } }),
    '/desk/claims': () => [
      { type: 'branch', value: 'north' },
      { type: 'limit', value: 250 },
    ],
    '/roles': (url) => ({ roles: [`reader of ${url.searchParams.get('client')}`] }),
    '/plans': () => ({ c1: 'gold', c2: 'free' }),
  }
}

function signToken(key: KeyObject, payload: object, header: object): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
  const input = `${encode({ alg: 'RS256', kid: 'key-1', ...header })}.${encode(payload)}`
  return `${input}.${sign('sha256', Buffer.from(input), key).toString('base64url')}`
}
