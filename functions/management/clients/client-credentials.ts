import { credentialLives, MAX_CREDENTIALS } from '../../core/client-credential.ts'
import type { ClientCredential } from '../../core/client-model.ts'
import type { JsonObject } from '../../core/json.ts'
import { ManagementError } from '../../core/management-error.ts'
import type { TenantStore } from '../../core/ports/tenant-store.ts'
import { clientKey } from '../../core/record-keys.ts'
import { createCredentialBody, updateCredentialBody } from '../contract/client-credentials.ts'
import type { ManagementPorts } from '../management-ports.ts'
import { type Operation, operation } from '../operation.ts'
import { changeClient } from './change-client.ts'
import { newCredential } from './new-credential.ts'

const LIST = '/clients/:id/credentials'
const ONE = '/clients/:id/credentials/:credential_id'

/** `/clients/{id}/credentials`: the public keys with which a client signs its assertions. */
export function clientCredentialOperations({ store, clock }: ManagementPorts): Operation[] {
  return [
    operation({
      method: 'GET',
      path: LIST,
      scopes: ['read:client_credentials'],
      summary: 'Get Client Credentials',
      async handle({ params }) {
        return { status: 200, body: (await readCredentials(store, params.id)).map(showCredential) }
      },
    }),
    operation({
      method: 'POST',
      path: LIST,
      scopes: ['create:client_credentials'],
      summary: 'Create a Client Credential',
      body: createCredentialBody,
      async handle({ params, body }) {
        const now = clock.now()
        const credential = newCredential(body, now)
        await changeCredentials(store, params.id, (before) => {
          const live = before.filter((known) => credentialLives(known, now))
          checkRoom(live, credential)
          return [...live, credential]
        })
        return { status: 201, body: showCredential(credential) }
      },
    }),
    operation({
      method: 'GET',
      path: ONE,
      scopes: ['read:client_credentials'],
      summary: 'Get a Client Credential',
      async handle({ params }) {
        const found = find(await readCredentials(store, params.id), params.credential_id)
        return { status: 200, body: showCredential(found) }
      },
    }),
    operation({
      method: 'PATCH',
      path: ONE,
      scopes: ['update:client_credentials'],
      summary: 'Update a Client Credential',
      body: updateCredentialBody,
      async handle({ params, body: { name, expires_at } }) {
        const updatedAt = new Date(clock.now()).toISOString()
        const after = await changeCredentials(store, params.id, (before) => {
          const known = find(before, params.credential_id)
          const expiresAt = expires_at === undefined ? known.expiresAt : (expires_at ?? undefined)
          const changed = { ...known, name: name ?? known.name, expiresAt, updatedAt }
          return before.map((other) => (other === known ? changed : other))
        })
        return { status: 200, body: showCredential(find(after, params.credential_id)) }
      },
    }),
    operation({
      method: 'DELETE',
      path: ONE,
      scopes: ['delete:client_credentials'],
      summary: 'Delete a Client Credential',
      async handle({ params }) {
        await changeCredentials(store, params.id, (before) => {
          const known = find(before, params.credential_id)
          return before.filter((other) => other !== known)
        })
        return { status: 204 }
      },
    }),
  ]
}

async function readCredentials(store: TenantStore, id: string): Promise<ClientCredential[]> {
  const [client] = await store.read([clientKey(id)])
  if (client === undefined) throw ManagementError.clientNotFound()
  return client.value.credentials
}

async function changeCredentials(
  store: TenantStore,
  id: string,
  change: (before: ClientCredential[]) => ClientCredential[],
): Promise<ClientCredential[]> {
  const { client } = await changeClient(store, id, ({ client, profile }) => ({
    properties: profile.properties,
    secrets: client.secrets,
    credentials: change(client.credentials),
  }))
  return client.credentials
}

function find(credentials: ClientCredential[], id: string): ClientCredential {
  const found = credentials.find((credential) => credential.id === id)
  if (found !== undefined) return found
  throw ManagementError.notFound('The credential does not exist', 'inexistent_credential')
}

/** Those that have ended make room for a new one; of those that live there is a most. */
function checkRoom(live: ClientCredential[], { kid, n }: ClientCredential): void {
  if (live.some((known) => known.kid === kid || known.n === n)) {
    throw ManagementError.conflict(`The client already has the key ${kid}`)
  }
  if (live.length < MAX_CREDENTIALS) return
  throw ManagementError.conflict(
    `A client has at most ${MAX_CREDENTIALS} credentials that live. ` +
      `Delete one first: ${live.map(({ id }) => id).join(', ')}`,
  )
}

function showCredential(credential: ClientCredential): JsonObject {
  const { id, kid, alg, name, createdAt, updatedAt, expiresAt } = credential
  return {
    id,
    credential_type: 'public_key',
    kid,
    alg,
    name,
    created_at: createdAt,
    updated_at: updatedAt,
    ...(expiresAt !== undefined && { expires_at: new Date(expiresAt).toISOString() }),
  }
}
