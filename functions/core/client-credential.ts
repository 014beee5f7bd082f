import { constants, createPublicKey, randomBytes, verify } from 'node:crypto'
import type { ClientCredential } from './client-model.ts'

type AssertionAlg = ClientCredential['alg']
type RsaKey = Pick<ClientCredential, 'n' | 'e'>

/** What a client may sign its assertions with (RFC 7518 3.1). */
export const ASSERTION_ALGS = ['RS256', 'RS384', 'PS256'] as const satisfies AssertionAlg[]

/**
 * The lengths of keys. Few, so that a key that does not exist can be as long as one that does; and
 * one exponent, since that decides what a verification costs.
 */
export const CREDENTIAL_KEY_BITS = [2048, 3072, 4096] as const
export const CREDENTIAL_EXPONENT = 'AQAB'

/** How many keys a client may have: a second one for the time of a change. */
export const MAX_CREDENTIALS = 2

/** A signature and what it is said to be of: the parts of a JWS (RFC 7515). */
export interface SignedText {
  alg: AssertionAlg
  /** The key that the signer names; absent when it names none. */
  kid: string | undefined
  signingInput: string
  signature: Buffer
}

const PSS = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }
const PKCS1 = { padding: constants.RSA_PKCS1_PADDING }
const ALGS: Record<AssertionAlg, { hash: string; padding: number; saltLength?: number }> = {
  RS256: { hash: 'sha256', ...PKCS1 },
  RS384: { hash: 'sha384', ...PKCS1 },
  PS256: { hash: 'sha256', ...PSS },
}

/** Keys of nobody, by the bytes of their signatures. */
const NO_KEYS = new Map(CREDENTIAL_KEY_BITS.map((bits) => [bits / 8, keyOfNobody(bits / 8)]))

/** Whether the key lives at `now` (milliseconds since the epoch). */
export function credentialLives({ expiresAt }: ClientCredential, now: number): boolean {
  return expiresAt === undefined || now < expiresAt
}

/**
 * Whether one of the keys signed the text: the one that the signer names, else any. The work
 * follows from the signature and its header alone: a key that is missing, or that cannot have made
 * the signature, is replaced by one of nobody. `keys` are at most two.
 */
export function matchesCredential(keys: readonly ClientCredential[], signed: SignedText): boolean {
  const { alg, kid, signature } = signed
  const nobody = NO_KEYS.get(signature.length)
  if (nobody === undefined) return false
  const named = keys.filter((key) => kid === undefined || key.kid === kid)
  let matches = false
  for (let place = 0; place < (kid === undefined ? MAX_CREDENTIALS : 1); place++) {
    const key = named[place]
    const possible = key !== undefined && key.alg === alg && canHaveMade(signature, key)
    const verified = isSignedBy(possible ? key : nobody, signed)
    matches = (verified && possible) || matches
  }
  return matches
}

/** A signature is a number below the key's modulus (RFC 8017 5.2.2). */
function canHaveMade(signature: Buffer, { n }: RsaKey): boolean {
  const modulus = Buffer.from(n, 'base64url')
  return modulus.length === signature.length && Buffer.compare(signature, modulus) < 0
}

function isSignedBy({ n, e }: RsaKey, { alg, signingInput, signature }: SignedText): boolean {
  const { hash, ...padding } = ALGS[alg]
  const key = createPublicKey({ key: { kty: 'RSA', n, e }, format: 'jwk' })
  return verify(hash, Buffer.from(signingInput), { key, ...padding }, signature)
}

/** An odd modulus of full length; nobody knows its factors. */
function keyOfNobody(bytes: number): RsaKey {
  const modulus = Buffer.concat([
    Buffer.alloc(8, 0xff),
    randomBytes(bytes - 9),
    Buffer.from([0x01]),
  ])
  return { n: modulus.toString('base64url'), e: CREDENTIAL_EXPONENT }
}
