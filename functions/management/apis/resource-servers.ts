import type { ApiProfile } from '../../core/api-model.ts'
import type { JsonObject } from '../../core/json.ts'
import { apiProfileKey } from '../../core/record-keys.ts'
import { fieldsQuery } from '../contract/list-query.ts'
import { createApiBody, listApisQuery, updateApiBody } from '../contract/resource-servers.ts'
import { listRecords } from '../list-records.ts'
import type { ManagementPorts } from '../management-ports.ts'
import { type Operation, operation } from '../operation.ts'
import { pickFields } from '../pick-fields.ts'
import { listOf } from '../stored-list.ts'
import { showApi } from './api-records.ts'
import { changeApi } from './change-api.ts'
import { createApi } from './create-api.ts'
import { apiNotFound, findApi } from './find-api.ts'
import { removeApi } from './remove-api.ts'

/** `/resource-servers`: the APIs of the tenant, by id or URL-encoded identifier. */
export function apiOperations({ store }: ManagementPorts): Operation[] {
  return [
    operation({
      method: 'GET',
      path: '/resource-servers',
      scopes: ['read:resource_servers'],
      summary: 'Get all Resource Servers',
      query: listApisQuery,
      async handle({ query, ...served }) {
        const { identifiers, is_system } = query
        const matches = ({ properties }: ApiProfile) =>
          (properties.is_system === true) === is_system
        const wanted = identifiers === undefined ? [] : new Set([identifiers].flat())
        const found = await Promise.all([...wanted].map((each) => findApi(store, each, served)))
        const source = {
          store: identifiers === undefined ? store : listOf(...found),
          partition: apiProfileKey('').pk,
          show: showApi,
          ...(is_system !== undefined && { matches }),
        }
        return { status: 200, body: await listRecords(source, 'resource_servers', query) }
      },
    }),
    operation({
      method: 'POST',
      path: '/resource-servers',
      scopes: ['create:resource_servers'],
      summary: 'Create a Resource Server',
      body: createApiBody,
      async handle({ body, ...served }) {
        const { is_system, ...given } = body
        const api = given as JsonObject & { identifier: string }
        return { status: 201, body: showApi(await createApi(store, api, served)) }
      },
    }),
    operation({
      method: 'GET',
      path: '/resource-servers/:id',
      scopes: ['read:resource_servers'],
      summary: 'Get a Resource Server',
      query: fieldsQuery,
      async handle({ params, query, ...served }) {
        const { id } = params
        const profile = await findApi(store, id, served)
        if (profile === undefined) throw apiNotFound(id)
        return { status: 200, body: pickFields(showApi(profile.value), query) }
      },
    }),
    operation({
      method: 'PATCH',
      path: '/resource-servers/:id',
      scopes: ['update:resource_servers'],
      summary: 'Update a Resource Server',
      body: updateApiBody,
      async handle({ params, body, ...served }) {
        const { is_system, ...changes } = body
        const profile = await changeApi(store, params.id, changes as JsonObject, served)
        return { status: 200, body: showApi(profile) }
      },
    }),
    operation({
      method: 'DELETE',
      path: '/resource-servers/:id',
      scopes: ['delete:resource_servers'],
      summary: 'Delete a Resource Server',
      async handle({ params, ...served }) {
        await removeApi(store, params.id, served)
        return { status: 204 }
      },
    }),
  ]
}
