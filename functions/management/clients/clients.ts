import type { ClientProfile } from '../../core/client-model.ts'
import { generateSecret } from '../../core/client-secret.ts'
import { createClientId } from '../../core/ids.ts'
import type { JsonObject } from '../../core/json.ts'
import { ManagementError } from '../../core/management-error.ts'
import { clientKey, clientProfileKey } from '../../core/record-keys.ts'
import { checkRecordSize, MAX_CLIENT_BYTES } from '../check-record-size.ts'
import {
  createClientBody,
  listClientsQuery,
  rotateSecretBody,
  updateClientBody,
} from '../contract/clients.ts'
import { fieldsQuery } from '../contract/list-query.ts'
import { removeGrants } from '../grants/remove-grants.ts'
import { listRecords } from '../list-records.ts'
import type { ManagementPorts } from '../management-ports.ts'
import { mergeProperties } from '../merge-properties.ts'
import { type Operation, operation } from '../operation.ts'
import { pickFields } from '../pick-fields.ts'
import { changeClient } from './change-client.ts'
import { newSecrets, showClient } from './client-records.ts'
import { newClient } from './new-client.ts'
import { removeClient } from './remove-client.ts'
import { takeInlineCredentials } from './take-inline-credentials.ts'

const READ = ['read:clients', 'read:client_keys'] as const
const UPDATE = ['update:clients', 'update:client_keys'] as const

/** `/clients`: the applications of the tenant. */
export function clientOperations({ store, clock }: ManagementPorts): Operation[] {
  return [
    operation({
      method: 'GET',
      path: '/clients',
      scopes: READ,
      summary: 'Get all Clients',
      query: listClientsQuery,
      async handle({ query }) {
        const { is_global, is_first_party, app_type, client_ids } = query
        const filter = { global: is_global, is_first_party, app_type }
        const wanted = Object.entries(filter).filter(([, value]) => value !== undefined)
        const ids = client_ids === undefined ? undefined : idSet(client_ids)
        const matches = ({ clientId, properties }: ClientProfile) =>
          (ids?.has(clientId) ?? true) &&
          wanted.every(([name, value]) => properties[name] === value)
        const isFiltered = wanted.length > 0 || ids !== undefined
        const partition = clientProfileKey('').pk
        const source = { store, partition, show: showClient, ...(isFiltered && { matches }) }
        return { status: 200, body: await listRecords(source, 'clients', query) }
      },
    }),
    operation({
      method: 'POST',
      path: '/clients',
      scopes: ['create:clients'],
      summary: 'Create a Client',
      body: createClientBody,
      async handle({ body, caller }) {
        const { client_id = createClientId(), client_secret = generateSecret(), ...given } = body
        const { tenant } = caller
        const { properties, credentials } = takeInlineCredentials(given as JsonObject, clock.now())
        const client = newClient(client_id, client_secret, tenant.name, properties, credentials)
        checkRecordSize(client.properties, MAX_CLIENT_BYTES)
        const taken = `A client with the id ${client_id} already exists`
        const key = clientKey(client_id)
        const [known] = await store.read([key])
        if (known !== undefined) throw ManagementError.conflict(taken)
        // Whatever an interrupted removal left must not be granted anew.
        await removeGrants(store, key.pk, { check: key, expect: 'absent' })
        await store.transact(client.changes).catch(ManagementError.onConflict(taken))
        const shown = showClient({ clientId: client_id, properties: client.properties })
        return { status: 201, body: { ...shown, client_secret } }
      },
    }),
    operation({
      method: 'GET',
      path: '/clients/:id',
      scopes: READ,
      summary: 'Get a Client',
      query: fieldsQuery,
      async handle({ params, query }) {
        const [profile] = await store.read([clientProfileKey(params.id)])
        if (profile === undefined) throw ManagementError.clientNotFound()
        return { status: 200, body: pickFields(showClient(profile.value), query) }
      },
    }),
    operation({
      method: 'PATCH',
      path: '/clients/:id',
      scopes: UPDATE,
      summary: 'Update a Client',
      body: updateClientBody,
      async handle({ params, body }) {
        const { client_secret, ...changes } = body
        const { profile } = await changeClient(store, params.id, ({ client, profile }) => ({
          properties: mergeProperties(profile.properties, changes as JsonObject, 'client_metadata'),
          secrets: client_secret === undefined ? client.secrets : newSecrets(client_secret),
        }))
        return { status: 200, body: showClient(profile) }
      },
    }),
    operation({
      method: 'POST',
      path: '/clients/:id/rotate-secret',
      scopes: ['update:client_keys'],
      summary: 'Rotate a Client Secret',
      body: rotateSecretBody,
      async handle({ params, body }) {
        const client_secret = generateSecret()
        const lifetimeMs = body.previous_secret_lifetime_seconds * 1000
        const { profile } = await changeClient(store, params.id, ({ client, profile }) => ({
          properties: profile.properties,
          secrets: newSecrets(client_secret, client.secrets, clock.now() + lifetimeMs, clock.now()),
        }))
        return { status: 200, body: { ...showClient(profile), client_secret } }
      },
    }),
    operation({
      method: 'DELETE',
      path: '/clients/:id',
      scopes: ['delete:clients'],
      summary: 'Delete a Client',
      async handle({ params }) {
        await removeClient(store, params.id)
        return { status: 204 }
      },
    }),
  ]
}

/** Ids that are separated by commas, or given one by one. */
function idSet(given: string | string[]): Set<string> {
  return new Set([given].flat().flatMap((text) => text.split(',')))
}
