import { createSign, generateKeyPairSync, randomBytes } from 'node:crypto'
import type { JsonObject } from '../../functions/core/json.ts'
import { MANAGEMENT_SCOPES } from '../../functions/core/management-scopes.ts'
import type { SigningKeys } from '../../functions/core/ports/signing-keys.ts'
import type { TokenSigner } from '../../functions/core/ports/token-signer.ts'
import { jwkThumbprint } from '../../functions/core/signing-keys.ts'
import { systemApiIdentifier } from '../../functions/core/system-api.ts'

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const { n = '', e = '' } = publicKey.export({ format: 'jwk' })

const kid = jwkThumbprint({ n, e })

/** Makes keys without waiting: the first is always the same, all others are noise that signs nothing. */
export function quickSigningKeys(): SigningKeys {
  let made = 0
  return {
    async create() {
      const keyRef = `key-${made++}`
      const modulus = keyRef === 'key-0' ? n : randomBytes(256).toString('base64url')
      return { keyRef, n: modulus, e, certificate: randomBytes(600) }
    },
    async disable() {},
  }
}

/** Signs with the first key, whatever is asked for. */
export const quickSigner: TokenSigner = {
  async sign(_keyRef, signingInput) {
    return createSign('RSA-SHA256').update(signingInput).sign(privateKey)
  },
}

/** A token of this client for the Management API, with every scope, signed with the first key. */
export function signManagementToken(issuer: string, clientId: string): string {
  const now = Math.floor(Date.now() / 1000)
  const claims = {
    iss: issuer,
    sub: `${clientId}@clients`,
    aud: systemApiIdentifier(issuer),
    iat: now,
    exp: now + 86_400,
    azp: clientId,
    scope: MANAGEMENT_SCOPES.map(({ value }) => value).join(' '),
  }
  const input = `${encode({ typ: 'JWT', alg: 'RS256', kid })}.${encode(claims)}`
  return `${input}.${createSign('RSA-SHA256').update(input).sign(privateKey, 'base64url')}`
}

function encode(part: JsonObject): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url')
}
