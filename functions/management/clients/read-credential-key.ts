import { createPublicKey, type KeyObject, X509Certificate } from 'node:crypto'
import { CREDENTIAL_EXPONENT, CREDENTIAL_KEY_BITS } from '../../core/client-credential.ts'
import { ManagementError } from '../../core/management-error.ts'

/** A client's public key as it was sent. */
interface CredentialKey {
  /** RSA modulus and exponent, base64url. */
  n: string
  e: string
  /** When its certificate ends, in milliseconds since the epoch; absent for a bare key. */
  certificateEndsAt?: number
}

const LABEL = /-----BEGIN ([A-Z0-9 ]+)-----/

/** Reads a PEM with a public key or a certificate; throws a 400 that says what was wanted. */
export function readCredentialKey(pem: string): CredentialKey {
  const label = LABEL.exec(pem)?.[1]
  if (label?.endsWith('PRIVATE KEY')) {
    throw refused('is a private key: keep that one, and send the public key')
  }
  try {
    if (label === 'CERTIFICATE') {
      const certificate = new X509Certificate(pem)
      const certificateEndsAt = certificate.validToDate.getTime()
      return { ...readKey(certificate.publicKey), certificateEndsAt }
    }
    if (label === 'PUBLIC KEY' || label === 'RSA PUBLIC KEY') return readKey(createPublicKey(pem))
  } catch (error) {
    if (error instanceof ManagementError) throw error
  }
  throw refused('must be a public key or a certificate in PEM')
}

function readKey(key: KeyObject): { n: string; e: string } {
  const { n, e } = key.asymmetricKeyType === 'rsa' ? key.export({ format: 'jwk' }) : {}
  const bits = key.asymmetricKeyDetails?.modulusLength
  if (n === undefined || !CREDENTIAL_KEY_BITS.some((possible) => possible === bits)) {
    throw refused(`must be an RSA key of ${CREDENTIAL_KEY_BITS.join(', ')} bits`)
  }
  if (e !== CREDENTIAL_EXPONENT) throw refused('must be an RSA key with the exponent 65537')
  return { n, e }
}

function refused(what: string): ManagementError {
  return ManagementError.invalidBody(`'pem': ${what}`)
}
