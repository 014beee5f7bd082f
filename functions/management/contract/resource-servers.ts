import * as v from 'valibot'
import { MAX_API_IDENTIFIER_BYTES } from '../../core/identifiers.ts'
import { LONGEST_TOKEN_LIFETIME_SECONDS } from '../../core/signing-keys.ts'
import { flagParameter, listQueryEntries } from './list-query.ts'
import { displayName, plainCharacters } from './plain-text.ts'
import { apiScopes } from './scope-values.ts'
import { wanted } from './wanted.ts'

/** An API's identifier: what requests name as `audience`. */
export const identifier = v.pipe(
  v.string(wanted('must be a string')),
  v.minBytes(1, 'must not be empty: give a URL of the API, like https://api.example.com/'),
  v.maxBytes(
    MAX_API_IDENTIFIER_BYTES,
    wanted(`must have at most ${MAX_API_IDENTIFIER_BYTES} bytes`),
  ),
  plainCharacters(),
)

/** Whether an API can have this identifier: the token endpoint asks no store for any other. */
export function isApiIdentifier(text: string): boolean {
  return v.is(identifier, text)
}

const lifetimeSeconds = v.pipe(
  v.number(wanted('must be a number of seconds')),
  v.integer(wanted('must be a whole number of seconds')),
  v.minValue(1, wanted('must be at least 1 second')),
  v.maxValue(
    LONGEST_TOKEN_LIFETIME_SECONDS,
    wanted(
      `must be at most ${LONGEST_TOKEN_LIFETIME_SECONDS} seconds (30 days: no longer is a signing key published after its replacement, so a token could outlive the key that verifies it)`,
    ),
  ),
)

function oneOf<const T extends readonly string[]>(values: T) {
  return v.picklist(values, wanted(`must be one of ${values.join(', ')}`))
}

const flag = v.boolean(wanted('must be true or false'))

const properties = {
  name: displayName(200),
  scopes: apiScopes,
  /** Tokens are signed with RS256 alone; the others are kept for whoever moves an API here. */
  signing_alg: oneOf(['RS256', 'HS256', 'PS256']),
  token_lifetime: lifetimeSeconds,
  token_lifetime_for_web: lifetimeSeconds,
  token_dialect: oneOf([
    'access_token',
    'access_token_authz',
    'rfc9068_profile',
    'rfc9068_profile_authz',
  ]),
  allow_offline_access: flag,
  skip_consent_for_verifiable_first_party_clients: flag,
}

const isSystem = v.optional(
  v.literal(false, wanted('must be false or absent: only the Management API is a system API')),
)

/** `POST /resource-servers`. Properties that this server has no use for are kept and given back. */
export const createApiBody = v.looseObject({
  ...v.partial(v.object(properties)).entries,
  identifier,
  id: v.optional(v.never('must be absent: the server chooses it')),
  is_system: isSystem,
})

/** `PATCH /resource-servers/{id}`: a top-level `null` removes the property, or sets its default. */
export const updateApiBody = v.looseObject({
  name: v.nullish(properties.name),
  scopes: v.nullish(properties.scopes),
  signing_alg: v.nullish(properties.signing_alg),
  token_lifetime: v.nullish(properties.token_lifetime),
  token_lifetime_for_web: v.nullish(properties.token_lifetime_for_web),
  token_dialect: v.nullish(properties.token_dialect),
  allow_offline_access: v.nullish(flag),
  skip_consent_for_verifiable_first_party_clients: v.nullish(flag),
  identifier: v.optional(
    v.never('cannot be changed: leave it out, or create another API with POST /resource-servers'),
  ),
  id: v.optional(v.never('cannot be changed: leave it out')),
  is_system: isSystem,
})

/** `GET /resource-servers` */
export const listApisQuery = v.object({
  ...listQueryEntries,
  /** Of one API, or given again for each of several. */
  identifiers: v.optional(
    v.union([v.string(), v.pipe(v.array(v.string()), v.maxLength(10, 'must be at most 10'))]),
  ),
  is_system: v.optional(flagParameter),
})
