import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose'
import { expect, vi } from 'vitest'
import { tenantKey } from '../../../../../functions/core/record-keys.ts'
import { JWKS_MAX_AGE_SECONDS } from '../../../../../functions/core/signing-keys.ts'
import type { Tenant } from '../../../../../functions/core/tenant-model.ts'
import { managementClient } from '../../../../support/management-client.ts'
import { passTime } from '../../../../support/pass-time.ts'
import { serveTenant } from '../../../../support/serve-tenant.ts'
import { demoExchange } from '../../../../support/token-client.ts'

/** After so long verifiers have seen a new key. */
export const WAIT_SECONDS = JWKS_MAX_AGE_SECONDS + 60

/** A signing key as the Management API shows it. */
interface ShownKey {
  kid: string
  cert: string
  pkcs7: string
  current: boolean
  next: boolean
  previous: boolean
  revoked: boolean
  current_since?: string
  current_until?: string
  published_until?: string
  revoked_at?: string
  fingerprint: string
  thumbprint: string
}

export type KeyServer = Awaited<ReturnType<typeof startKeyServer>>

/** A served tenant and its verifiers, which live in one process and read one clock that tests move. */
export async function startKeyServer() {
  vi.useFakeTimers({ toFake: ['Date'] })
  const tenant = await serveTenant()
  const server = {
    tenant,
    /** Its token ends as any: tests that pass much time get another client. */
    api: await managementClient(tenant),
    async listKeys(): Promise<ShownKey[]> {
      const { status, body } = await server.api.get('/keys/signing')
      expect(status).toBe(200)
      return body
    },
    async keyIn(state: 'current' | 'next' | 'previous'): Promise<ShownKey> {
      const key = (await server.listKeys()).find((shown) => shown[state])
      if (key === undefined) throw new Error(`No key is ${state}`)
      return key
    },
    /** Rotates once verifiers have seen the next key; gives what is current then. */
    async rotateLater(): Promise<ShownKey> {
      passTime(WAIT_SECONDS)
      const { status, body } = await server.api.post('/keys/signing/rotate')
      expect(status).toBe(201)
      return body
    },
    async issue(): Promise<string> {
      const answer = await demoExchange(tenant)
      expect(answer.status).toBe(200)
      return String(answer.body.access_token)
    },
    async publishedKeys(): Promise<JSONWebKeySet> {
      const response = await fetch(`${tenant.url}.well-known/jwks.json`)
      return (await response.json()) as JSONWebKeySet
    },
    async publishedKids(): Promise<(string | undefined)[]> {
      return (await server.publishedKeys()).keys.map(({ kid }) => kid)
    },
    async verifyNow(token: string): Promise<void> {
      const keys = createLocalJWKSet(await server.publishedKeys())
      await jwtVerify(token, keys, { issuer: tenant.url })
    },
    /** The tenant's record as the token path reads it. */
    async readHot(): Promise<Tenant> {
      const [stored] = await tenant.ports.store.read([tenantKey])
      if (stored === undefined) throw new Error('There is no tenant')
      return stored.value
    },
    /** Of the private keys that may still sign. */
    async usableKeyFiles(): Promise<string[]> {
      const files = await readdir(join(tenant.folder, 'keys'))
      return files.filter((name) => name.endsWith('.pem')).sort()
    },
    async close(): Promise<void> {
      vi.useRealTimers()
      await tenant.close()
    },
  }
  return server
}
