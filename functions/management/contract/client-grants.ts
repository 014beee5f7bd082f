import * as v from 'valibot'
import { clientId } from './client-id.ts'
import { flagParameter, listQueryEntries } from './list-query.ts'
import { identifier } from './resource-servers.ts'
import { grantedScopes } from './scope-values.ts'
import { wanted } from './wanted.ts'

/** The original also had grants of users' consent. */
const subjectType = v.literal(
  'client',
  wanted('must be "client" or absent: only applications get tokens here'),
)

const fixed = v.optional(
  v.never('cannot be changed: leave it out, or create another grant with POST /client-grants'),
)

/** `POST /client-grants`. Properties that this server has no use for are kept and given back. */
export const createGrantBody = v.looseObject({
  client_id: clientId,
  audience: identifier,
  scope: v.optional(grantedScopes, []),
  subject_type: v.optional(subjectType, 'client'),
  id: v.optional(v.never('must be absent: the server chooses it')),
})

/** `PATCH /client-grants/{id}`: `scope` replaces the one before; what is not named stays. */
export const updateGrantBody = v.looseObject({
  scope: v.optional(grantedScopes),
  subject_type: v.optional(subjectType),
  id: fixed,
  client_id: fixed,
  audience: fixed,
})

/** `GET /client-grants` */
export const listGrantsQuery = v.object({
  ...listQueryEntries,
  client_id: v.optional(v.string()),
  audience: v.optional(v.string()),
  subject_type: v.optional(v.string()),
  allow_any_organization: v.optional(flagParameter),
})
