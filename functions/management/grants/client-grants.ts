import type { GrantProfile } from '../../core/api-model.ts'
import type { JsonObject } from '../../core/json.ts'
import { servedApiKey } from '../apis/served-api-key.ts'
import { createGrantBody, listGrantsQuery, updateGrantBody } from '../contract/client-grants.ts'
import { fieldsQuery } from '../contract/list-query.ts'
import { listRecords } from '../list-records.ts'
import type { ManagementPorts } from '../management-ports.ts'
import { type Operation, operation } from '../operation.ts'
import { pickFields } from '../pick-fields.ts'
import { changeGrant } from './change-grant.ts'
import { createGrant } from './create-grant.ts'
import { deleteGrant } from './delete-grant.ts'
import { findGrant, grantNotFound } from './find-grant.ts'
import { showGrant } from './grant-records.ts'
import { grantSource } from './grant-source.ts'

/** `/client-grants`: what each application may ask of each API. */
export function grantOperations({ store }: ManagementPorts): Operation[] {
  return [
    operation({
      method: 'GET',
      path: '/client-grants',
      scopes: ['read:client_grants'],
      summary: 'Get client grants',
      query: listGrantsQuery,
      async handle({ query, ...served }) {
        const { client_id, audience, subject_type, allow_any_organization } = query
        const show = (grant: GrantProfile) => showGrant(grant, served.caller.tenant)
        const wanted = Object.entries({ subject_type, allow_any_organization }).filter(
          ([, value]) => value !== undefined,
        )
        const matches = (grant: GrantProfile) =>
          wanted.every(([name, value]) => (show(grant)[name] ?? false) === value)
        const api = audience === undefined ? undefined : servedApiKey(audience, served)
        const source = await grantSource(store, client_id, api)
        const listed = { ...source, show, ...(wanted.length > 0 && { matches }) }
        return { status: 200, body: await listRecords(listed, 'client_grants', query) }
      },
    }),
    operation({
      method: 'POST',
      path: '/client-grants',
      scopes: ['create:client_grants'],
      summary: 'Create a client grant',
      body: createGrantBody,
      async handle({ body, ...served }) {
        const { client_id: clientId, audience, scope, ...rest } = body
        const properties = { scope, ...(rest as JsonObject) }
        const grant = await createGrant(
          store,
          { clientId, audience, api: servedApiKey(audience, served) },
          properties,
        )
        return { status: 201, body: showGrant(grant, served.caller.tenant) }
      },
    }),
    operation({
      method: 'GET',
      path: '/client-grants/:id',
      scopes: ['read:client_grants'],
      summary: 'Get a client grant',
      query: fieldsQuery,
      async handle({ params, query, caller }) {
        const { id } = params
        const grant = await findGrant(store, id)
        if (grant === undefined) throw grantNotFound(id)
        return { status: 200, body: pickFields(showGrant(grant.value, caller.tenant), query) }
      },
    }),
    operation({
      method: 'PATCH',
      path: '/client-grants/:id',
      scopes: ['update:client_grants'],
      summary: 'Update a client grant',
      body: updateGrantBody,
      async handle({ params, body, caller }) {
        const grant = await changeGrant(store, params.id, body as JsonObject)
        return { status: 200, body: showGrant(grant, caller.tenant) }
      },
    }),
    operation({
      method: 'DELETE',
      path: '/client-grants/:id',
      scopes: ['delete:client_grants'],
      summary: 'Delete a client grant',
      async handle({ params }) {
        await deleteGrant(store, params.id)
        return { status: 204 }
      },
    }),
  ]
}
