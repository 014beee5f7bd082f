import type { JsonValue } from '../../functions/core/json.ts'
import { makeKeyPair } from './key-client.ts'

/** What the fuzz finds in each tenant, and makes anew in each. */
export const KNOWN_CLIENTS = ['fuzz-client-1', 'fuzz-client-2', 'fuzz-client-3']
export const KNOWN_AUDIENCES = ['https://fuzz.example/1', 'https://fuzz.example/2', 'urn:fuzz']

/** Of a dashboard code, which each tenant has once. */
export const KNOWN_CODE = 'fuzz-code'

const PEMS = Array.from({ length: 3 }, () => makeKeyPair().pem)

const SCRIPTS = [
  'module.exports = function (client, scope, audience, context, cb) { cb(null, { scope }) }',
  "module.exports = (client, scope, audience, context, cb) => cb(null, { 'https://a.b/c': 1 })",
  'exports.none = 1',
  'module.exports = (',
]

const SECRET_NAMES = ['API_KEY', 'OTHER', 'missing']

/** Values that lead on, by the names of properties and parameters. */
export const WELL_KNOWN: Record<string, readonly JsonValue[]> = {
  client_id: KNOWN_CLIENTS,
  client_ids: [KNOWN_CLIENTS.join(','), 'fuzz-client-1'],
  audience: KNOWN_AUDIENCES,
  identifier: [...KNOWN_AUDIENCES, 'https://fuzz.example/new', 'new'],
  identifiers: KNOWN_AUDIENCES,
  default_audience: [...KNOWN_AUDIENCES, ''],
  scope: [['read:data'], [], ['a', 'b', 'c']],
  scopes: [[{ value: 'read:data', description: 'Read' }], [{ value: 'a' }, { value: 'b' }], []],
  grant_types: [['client_credentials'], [], ['implicit', 'client_credentials']],
  pem: PEMS,
  kid: ['key-number-one', 'key-number-two'],
  alg: ['RS256'],
  expires_at: ['2098-01-31T12:00:00.000Z'],
  script: SCRIPTS,
  triggerId: ['credentials-exchange', 'credentials-exchange', 'send-phone-message'],
  dependencies: [{}, { lodash: '4.17.21' }, '{}'],
  name: ['one', 'two', 'three', 'Four of them'],
  client_authentication_methods: PEMS.map((pem) => ({
    private_key_jwt: { credentials: [{ credential_type: 'public_key', pem }] },
  })),
  payload: [{}, { client_id: 'fuzz-client-1', audience: 'urn:fuzz', scope: ['read:data'] }],
  secrets: [{}, { API_KEY: 'a value of some length' }],
  fields: ['id,name', 'client_id', 'name,scope', '__proto__'],
  from: ['', '20260101', '90020260101000000000000000000000', 'fuzz-client-1'],
  to: ['20261231'],
  q: ['type:sapi', 'type:fapi AND NOT client_name:x*', 'date:[2026-01-01 TO *]', '("a b" OR c?d)'],
  search: ['description:"Create a Client"', '*'],
  page: ['0', '1'],
  per_page: ['1', '50', '100'],
  take: ['1', '100'],
  code: [KNOWN_CODE],
}

/** Bodies that lead on, for schemas that name no properties. */
export const SECRETS_GIVEN: readonly JsonValue[] = [
  { API_KEY: 'a value of some length' },
  { OTHER: 'x', missing: '_VALUE_NOT_SHOWN_' },
  SECRET_NAMES,
  [SECRET_NAMES[0] ?? ''],
]
