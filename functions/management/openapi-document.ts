import { toJsonSchema } from '@valibot/to-json-schema'
import type * as v from 'valibot'
import type { JsonObject } from '../core/json.ts'
import { MANAGEMENT_SCOPES } from '../core/management-scopes.ts'
import type { Operation, Schema } from './operation.ts'

const ERROR = {
  type: 'object',
  properties: {
    statusCode: { type: 'integer' },
    error: { type: 'string' },
    message: { type: 'string' },
    errorCode: { type: 'string' },
  },
  required: ['statusCode', 'error', 'message'],
}

/** The OpenAPI 3.1 document of a table of operations; `issuer` with the trailing slash. */
export function openapiDocument(operations: readonly Operation[], issuer: string): JsonObject {
  const paths: Record<string, JsonObject> = {}
  for (const operation of operations) {
    const path = operation.path.replaceAll(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [operation.method.toLowerCase()]: describeOperation(operation) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Hookmint Management API', version: '2' },
    servers: [{ url: `${issuer}api/v2` }],
    paths,
    components: {
      schemas: { Error: ERROR },
      securitySchemes: {
        clientCredentials: {
          type: 'oauth2',
          flows: {
            clientCredentials: {
              tokenUrl: `${issuer}oauth/token`,
              scopes: Object.fromEntries(
                MANAGEMENT_SCOPES.map(({ value, description }) => [value, description]),
              ),
            },
          },
        },
      },
    },
  }
}

function describeOperation(operation: Operation): JsonObject {
  const { scopes, summary, body } = operation
  return {
    summary,
    operationId: operationId(operation),
    parameters: [...pathParameters(operation), ...queryParameters(operation)],
    ...(body !== undefined && {
      requestBody: { content: { 'application/json': { schema: jsonSchema(body) } } },
    }),
    responses: {
      '2XX': { description: 'Done' },
      default: {
        description: 'Refused',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    },
    // Any one of the scopes is enough.
    security: operation.identify ? [] : securityOf(scopes),
  }
}

function operationId({ method, path }: Operation): string {
  return `${method.toLowerCase()}${path.replaceAll(/[/:_.-]+(\w)/g, (_match, letter) => letter.toUpperCase())}`
}

function securityOf(scopes: readonly string[]): JsonObject[] {
  if (scopes.length === 0) return [{ clientCredentials: [] }]
  return scopes.map((scope) => ({ clientCredentials: [scope] }))
}

function pathParameters({ path }: Operation): JsonObject[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
}

function queryParameters({ query }: Operation): JsonObject[] {
  if (query === undefined) return []
  const { properties = {}, required = [] } = jsonSchema(query) as {
    properties?: Record<string, JsonObject>
    required?: string[]
  }
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }))
}

/** What callers send: the input side of a schema. */
function jsonSchema(schema: Schema): JsonObject {
  const { $schema: _dialect, ...described } = toJsonSchema(
    schema as v.GenericSchema<unknown, unknown>,
    { typeMode: 'input', errorMode: 'ignore' },
  ) as JsonObject
  return described
}
