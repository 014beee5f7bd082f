import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ServedTenant, serveTenant } from '../../support/serve-tenant.ts'

interface Described {
  security: Record<string, string[]>[]
  parameters: { name: string; in: string; required: boolean }[]
  requestBody?: { content: Record<string, { schema: Record<string, unknown> }> }
}

let tenant: ServedTenant
let document: {
  openapi: string
  servers: { url: string }[]
  paths: Record<string, Record<string, Described>>
}
beforeAll(async () => {
  tenant = await serveTenant()
  const response = await fetch(`${tenant.url}api/v2/openapi.json`)
  expect(response.status).toBe(200)
  document = (await response.json()) as typeof document
})
afterAll(() => tenant.close())

describe('/api/v2/openapi.json', () => {
  it('is OpenAPI 3.1 for this tenant, by the standard’s own schema', async () => {
    const { valid, errors } = await new Validator().validate(structuredClone(document) as never)
    expect(errors).toBeUndefined()
    expect(valid).toBe(true)
    expect(document.openapi).toBe('3.1.0')
    expect(document.servers).toEqual([{ url: `${tenant.url}api/v2` }])
  })

  it('describes an operation from the schema that it runs on', () => {
    const create = document.paths['/clients']?.post
    expect(create?.security).toEqual([{ clientCredentials: ['create:clients'] }])
    const schema = create?.requestBody?.content['application/json']?.schema
    expect(schema).toMatchObject({
      type: 'object',
      required: ['name'],
      properties: { name: { type: 'string', maxLength: 256 } },
    })
  })

  it('says what a setting of the tenant does', () => {
    const change = document.paths['/tenants/settings']?.patch
    const schema = change?.requestBody?.content['application/json']?.schema
    expect(schema?.properties).toMatchObject({
      oauth_errors: { description: 'how refusals are worded: auth0 (default) or rfc6749' },
    })
  })

  it('names every parameter of a path, and those of the query', () => {
    for (const [path, methods] of Object.entries(document.paths)) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
      for (const { parameters } of Object.values(methods)) {
        const inPath = parameters.filter((parameter) => parameter.in === 'path')
        expect(inPath.map(({ name }) => name)).toEqual(named)
      }
    }
    const query = document.paths['/clients']?.get?.parameters.map(({ name }) => name)
    expect(query).toEqual(expect.arrayContaining(['page', 'per_page', 'include_totals', 'take']))
  })

  it('has operations of one name only once', () => {
    const ids = Object.values(document.paths).flatMap((methods) =>
      Object.values(methods).map(
        (described) => (described as { operationId?: string }).operationId,
      ),
    )
    expect(new Set(ids).size).toBe(ids.length)
  })
})
