import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto'
import { type JWTHeaderParameters, SignJWT } from 'jose'
import { createClientId } from '../../functions/core/ids.ts'
import { newMachineClient } from '../../functions/management/clients/new-client.ts'
import { giveGrant } from './edit-tenant.ts'
import type { ManagementAnswer, ManagementClient } from './management-client.ts'
import type { ServedTenant } from './serve-tenant.ts'

export const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

interface KeyPair {
  privateKey: KeyObject
  /** SPKI. */
  pem: string
}

export function makeKeyPair(modulusLength = 2048): KeyPair {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength })
  return { privateKey, pem: String(publicKey.export({ type: 'spki', format: 'pem' })) }
}

/** A new application that may read the demo API, with a secret and without keys. */
export async function addMachine({ ports, credentials }: ServedTenant, secret = '-'.repeat(32)) {
  const clientId = createClientId()
  const machine = { clientId, name: 'machine', secret, tenant: 'local' }
  await ports.store.transact(newMachineClient(machine, []))
  await giveGrant(ports, clientId, credentials.demo.audience, ['read:data'])
  return clientId
}

/** Gives an application a key over the Management API. */
export function addCredential(
  api: ManagementClient,
  clientId: string,
  pem: string,
  more: Record<string, string> = {},
): Promise<ManagementAnswer> {
  const body = { credential_type: 'public_key', pem, ...more }
  return api.post(`/clients/${clientId}/credentials`, body)
}

/** An assertion as a client of good will makes it, with changes; `undefined` claims are left out. */
export function signAssertion(
  url: string,
  clientId: string,
  key: KeyObject,
  claims: Record<string, unknown> = {},
  header: Partial<JWTHeaderParameters> = {},
): Promise<string> {
  const iat = Math.floor(Date.now() / 1000)
  const right = { iss: clientId, sub: clientId, aud: url, jti: randomUUID(), iat, exp: iat + 60 }
  return new SignJWT({ ...right, ...claims })
    .setProtectedHeader({ alg: 'RS256', ...header })
    .sign(key)
}
