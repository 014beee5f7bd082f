import * as v from 'valibot'
import { clientId } from './client-id.ts'
import { flagParameter, listQueryEntries } from './list-query.ts'
import { displayName, plainText } from './plain-text.ts'

const name = displayName(256)

export const METADATA_KEYS = 10
const METADATA_CHARACTERS = 255
/** Of a secret that is not made here. */
export const MIN_SECRET_CHARACTERS = 32

const metadataKey = v.pipe(plainText(METADATA_CHARACTERS), v.minLength(1, 'must not be empty'))

/** Given to hooks as `client.metadata`. */
const metadata = v.pipe(
  v.record(metadataKey, plainText(METADATA_CHARACTERS), 'must be an object of strings'),
  v.maxEntries(METADATA_KEYS, `must have at most ${METADATA_KEYS} keys`),
)

/** On PATCH a `null` deletes its key. */
const metadataChange = v.record(
  metadataKey,
  v.nullable(plainText(METADATA_CHARACTERS)),
  'must be an object of strings',
)

const secret = v.pipe(
  plainText(256),
  v.minLength(
    MIN_SECRET_CHARACTERS,
    `must have at least ${MIN_SECRET_CHARACTERS} characters: it is compared by its digest`,
  ),
)

const grantTypes = v.pipe(
  v.array(
    v.pipe(plainText(256), v.minLength(1, 'must not be empty')),
    'must be an array of strings',
  ),
  v.maxLength(32, 'must have at most 32 entries'),
)

const properties = {
  description: v.optional(plainText(140)),
  app_type: v.optional(plainText(64)),
  grant_types: v.optional(grantTypes),
  client_secret: v.optional(secret),
  token_endpoint_auth_method: v.nullish(plainText(64)),
}

/** `POST /clients`. Properties that this server has no use for are kept and given back. */
export const createClientBody = v.looseObject({
  ...properties,
  name,
  client_id: v.optional(clientId),
  client_metadata: v.optional(metadata),
})

/** `PATCH /clients/{id}`: a top-level `null` removes the property. */
export const updateClientBody = v.looseObject({
  name: v.optional(name),
  description: v.nullish(properties.description.wrapped),
  app_type: v.nullish(properties.app_type.wrapped),
  grant_types: v.nullish(grantTypes),
  client_secret: v.optional(secret),
  token_endpoint_auth_method: v.nullish(plainText(64)),
  client_metadata: v.nullish(metadataChange),
  client_id: v.optional(v.never('cannot be changed')),
})

const MONTH_SECONDS = 30 * 86_400

/** `POST /clients/{id}/rotate-secret`: how long the secret before stays valid; by default not at all. */
export const rotateSecretBody = v.object({
  previous_secret_lifetime_seconds: v.optional(
    v.pipe(
      v.number('must be a number'),
      v.integer('must be a whole number'),
      v.minValue(0, 'must not be negative'),
      v.maxValue(MONTH_SECONDS, `must be at most ${MONTH_SECONDS} (30 days)`),
    ),
    0,
  ),
})

/** `GET /clients` */
export const listClientsQuery = v.object({
  ...listQueryEntries,
  is_global: v.optional(flagParameter),
  is_first_party: v.optional(flagParameter),
  app_type: v.optional(v.string()),
  /** Separated by commas, or given again for each of several. */
  client_ids: v.optional(v.union([v.string(), v.array(v.string())])),
  q: v.optional(v.never('is not supported: filter by client_ids, app_type or is_first_party')),
  external_client_id: v.optional(v.never('is not supported: no application here has one')),
})

/** What a client has unless its creator says otherwise, as the original answered. */
export const CLIENT_DEFAULTS = {
  global: false,
  is_token_endpoint_ip_header_trusted: false,
  is_first_party: true,
  oidc_conformant: false,
  sso_disabled: false,
  cross_origin_auth: false,
  jwt_configuration: { lifetime_in_seconds: 36_000, secret_encoded: false },
  refresh_token: {
    rotation_type: 'non-rotating',
    expiration_type: 'non-expiring',
    leeway: 0,
    token_lifetime: 2_592_000,
    infinite_token_lifetime: true,
    infinite_idle_token_lifetime: true,
    idle_token_lifetime: 1_296_000,
  },
  custom_login_page_on: true,
}

const EVERY_GRANT_TYPE = ['authorization_code', 'implicit', 'refresh_token', 'client_credentials']

/** The grant types of a client that names none; a machine client needs but one. */
export function defaultGrantTypes(appType: unknown): string[] {
  return appType === 'non_interactive' ? ['client_credentials'] : EVERY_GRANT_TYPE
}
