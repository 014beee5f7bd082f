import { createPrivateKey, generateKeyPairSync, type KeyObject, X509Certificate } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  calculateJwkThumbprint,
  decodeJwt,
  decodeProtectedHeader,
  exportJWK,
  type JWTPayload,
  SignJWT,
} from 'jose'
import type { StartedServer } from '../../support/start-local.ts'
import { decodeToken, demoExchange } from '../../support/token-client.ts'

/** A token of the demo application. */
export async function obtainToken(server: StartedServer): Promise<string> {
  return String((await demoExchange(server)).body.access_token)
}

/** Every way in which a token must not be taken, with what makes one. */
export const FORGERIES = {
  'a payload changed after signing': async (server) => {
    const [header, payload, signature] = (await obtainToken(server)).split('.')
    const changed = { ...decodeJwt(`${header}.${payload}.`), scope: 'read:data extra write:data' }
    return [header, encode(changed), signature].join('.')
  },
  "another API's audience": async (server) => {
    const audience = `${server.url}api/v2/`
    const answer = await demoExchange(server, { ...server.credentials.admin, audience })
    if (decodeToken(answer).payload.aud !== audience) throw new Error('This token was wanted')
    return String(answer.body.access_token)
  },
  'the signature of another key under the kid of the right one': async (server) => {
    const { header, payload } = read(await obtainToken(server))
    return sign(header, payload, generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey)
  },
  'the signature of a key that the server does not publish': async (server) => {
    const { header, payload } = read(await obtainToken(server))
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const kid = await calculateJwkThumbprint(await exportJWK(privateKey))
    return sign({ ...header, kid }, payload, privateKey)
  },
  'alg none': async (server) => {
    const { header, payload } = read(await obtainToken(server))
    return `${encode({ ...header, alg: 'none' })}.${encode(payload)}.`
  },
  'alg none over the old signature': async (server) => {
    const token = await obtainToken(server)
    const [, payload, signature] = token.split('.')
    return [encode({ ...read(token).header, alg: 'none' }), payload, signature].join('.')
  },
  'HS256 keyed with the published key': async (server) => {
    const { header, payload } = read(await obtainToken(server))
    const { publicKey } = new X509Certificate(await (await fetch(`${server.url}pem`)).bytes())
    const pem = publicKey.export({ type: 'spki', format: 'pem' })
    return sign({ ...header, alg: 'HS256' }, payload, Buffer.from(pem))
  },
  'an end in the past': async (server) => {
    const { header, payload } = read(await obtainToken(server))
    const ended = { iat: Number(payload.iat) - 7200, exp: Number(payload.iat) - 3600 }
    return sign(header, { ...payload, ...ended }, await serverKey(server, header.kid))
  },
  'another issuer': async (server) => {
    const { header, payload } = read(await obtainToken(server))
    const iss = 'https://issuer.example.com/'
    return sign(header, { ...payload, iss }, await serverKey(server, header.kid))
  },
} satisfies Record<string, (server: StartedServer) => Promise<string>>

export type Forgery = keyof typeof FORGERIES

type Header = { alg: string; kid: string }

function read(token: string) {
  return { header: decodeProtectedHeader(token) as Header, payload: decodeJwt(token) }
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function sign(header: Header, payload: JWTPayload, key: KeyObject | Uint8Array): Promise<string> {
  return new SignJWT(payload).setProtectedHeader(header).sign(key)
}

/** The server's own private key, to sign what it would never sign. */
async function serverKey({ dataDir }: StartedServer, kid: string): Promise<KeyObject> {
  const folder = join(dataDir, 'keys')
  for (const file of await readdir(folder)) {
    const key = createPrivateKey(await readFile(join(folder, file)))
    if ((await calculateJwkThumbprint(await exportJWK(key))) === kid) return key
  }
  throw new Error(`${folder} has no key ${kid}`)
}
