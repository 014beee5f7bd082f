import * as v from 'valibot'
import { boundedText, plainText } from './plain-text.ts'

const name = plainText(128)

/** Milliseconds since the epoch. */
const time = v.pipe(
  v.string('must be a string'),
  v.isoTimestamp('must be a time as in 2030-01-31T12:00:00Z'),
  v.transform((text) => Date.parse(text)),
)

const MAX_PEM_CHARACTERS = 16 * 1024

const notKnown = (issue: v.StrictObjectIssue) =>
  issue.expected === 'never' ? 'is not a property of a credential here' : 'must be an object'

/** `POST /clients/{id}/credentials`: a key for private_key_jwt. */
export const createCredentialBody = v.strictObject(
  {
    credential_type: v.literal('public_key', 'must be public_key'),
    /** A public key (SPKI or PKCS #1) or an X.509 certificate. */
    pem: boundedText(MAX_PEM_CHARACTERS),
    name: v.optional(name, ''),
    alg: v.optional(
      v.picklist(['RS256', 'RS384', 'PS256'], 'must be RS256, RS384 or PS256'),
      'RS256',
    ),
    /** What assertions name the key by; the RFC 7638 thumbprint when absent. */
    kid: v.optional(
      v.pipe(
        v.string('must be a string'),
        v.regex(/^[0-9A-Za-z_-]{10,64}$/, 'must be 10 to 64 letters, digits, _ or -'),
      ),
    ),
    expires_at: v.optional(time),
    /** Whether the key ends with its certificate. */
    parse_expiry_from_cert: v.optional(v.boolean('must be true or false'), false),
  },
  notKnown,
)

/** `PATCH /clients/{id}/credentials/{credential_id}`: `null` ends the expiry. */
export const updateCredentialBody = v.strictObject(
  { name: v.optional(name), expires_at: v.nullish(time) },
  notKnown,
)
