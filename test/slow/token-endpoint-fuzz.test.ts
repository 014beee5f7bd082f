import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { HttpRequest } from '../../functions/core/http.ts'
import { createSecretReader } from '../../functions/token/create-secret-reader.ts'
import { createTokenEndpoint } from '../../functions/token/token-endpoint.ts'
import { openTenantDatabase } from '../../local/tenant-database.ts'
import { type ServedTenant, serveTenant } from '../support/serve-tenant.ts'

const RUNS = 100_000
/** The same requests each time, so that red means a change; another seed looks elsewhere. */
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_122)

let tenant: ServedTenant
beforeAll(async () => {
  tenant = await serveTenant()
})
afterAll(() => tenant.close())

/** Every answer that a request may get while nothing of the server is broken. */
const POSSIBLE = new Set([
  '200 undefined',
  '400 invalid_request',
  '401 access_denied',
  '403 access_denied',
  '403 unsupported_grant_type',
  '413 invalid_request',
  '429 temporarily_unavailable',
])

it(`answers ${RUNS} arbitrary requests by the table, and changes no record`, async () => {
  const endpoint = createTokenEndpoint({
    ...tenant.ports,
    readSecrets: createSecretReader(tenant.ports.secrets),
  })
  const before = allRecords()
  const seen = new Map<string, number>()
  await fc.assert(
    fc.asyncProperty(requests(), async (request) => {
      const response = await endpoint(request)
      const body = JSON.parse(response.body)
      const answer = `${response.status} ${body.error}`
      seen.set(answer, (seen.get(answer) ?? 0) + 1)
      expect(POSSIBLE).toContain(answer)
      expect(response.headers['cache-control']).toBe('no-store')
      if (response.status === 200) expect(body.scope).toBe('read:data extra')
      else expect(Object.keys(body)).toEqual(['error', 'error_description'])
      expect(response.body).not.toContain(tenant.credentials.demo.client_secret)
    }),
    { numRuns: RUNS, seed: SEED },
  )
  expect(allRecords()).toEqual(before)
  expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  // The arbitraries reach every kind of answer that a table row exists for.
  expect([...seen.keys()]).toEqual(expect.arrayContaining([...POSSIBLE].slice(0, 5)))
})

function allRecords(): unknown[] {
  const database = openTenantDatabase(tenant.folder)
  try {
    return database.prepare('SELECT * FROM records ORDER BY pk, sk').all()
  } finally {
    database.close()
  }
}

/** Requests between right and arbitrary: each part is right, nearly right, or anything. */
function requests(): fc.Arbitrary<HttpRequest> {
  const { client_id, client_secret, audience } = tenant.credentials.demo
  const right = { grant_type: 'client_credentials', client_id, client_secret, audience }
  const name = fc.constantFrom(
    ...Object.keys(right),
    'scope',
    'resource',
    'client_assertion',
    '__proto__',
    'constructor',
    'toString',
  )
  const text = fc.oneof(
    fc.constantFrom('', 'read:data', 'client_credentials', 'password', client_id, audience, '*'),
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.string({ maxLength: 700 }),
  )
  const mutations = fc.array(fc.tuple(name, fc.oneof(text, fc.jsonValue())), { maxLength: 3 })
  const parameters = mutations.map((changes): [string, unknown][] => [
    ...Object.entries(right),
    ...changes,
  ])
  const json = parameters.map((pairs) => ({
    type: 'application/json',
    text: JSON.stringify(Object.fromEntries(pairs)),
  }))
  const form = parameters.map((pairs) => ({
    type: 'application/x-www-form-urlencoded',
    text: pairs
      .map(([key, value]) => `${key}=${encodeURIComponent(asText(value).toWellFormed())}`)
      .join('&'),
  }))
  const anything = fc.record({
    type: fc.oneof(fc.constantFrom('application/json', 'text/plain', ''), fc.string()),
    text: fc.oneof(fc.string(), fc.json()),
  })
  const header = fc.constantFrom('authorization', 'content-encoding', 'host', 'x-other')
  return fc
    .record({
      method: fc.constant('POST'),
      path: fc.constant('/oauth/token'),
      query: fc.oneof({ weight: 9, arbitrary: fc.constant('') }, fc.webQueryParameters()),
      // Many addresses, so that not every request meets the pause after failures.
      ip: fc.ipV4(),
      content: fc.oneof(json, form, anything),
      headers: fc.oneof(
        { weight: 4, arbitrary: fc.constant({}) },
        fc.dictionary(header, fc.oneof(fc.constant('Basic YTpi'), fc.string()), { maxKeys: 2 }),
      ),
    })
    .map(({ content, headers, ...rest }) => ({
      ...rest,
      headers: { 'content-type': content.type, ...headers },
      body: Buffer.from(content.text),
    }))
}

/** Of what JSON can hold: `String` would call a `toString` that came with it. */
function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
