import type { KeyObject } from 'node:crypto'
import { loadX509 } from './load-x509.ts'

/** Certificates outlive their keys: verifiers that look at `x5c` should never be the first to act. */
const CERTIFICATE_YEARS = 15

/** RFC 5280, appendix A.1: `ub-common-name`. */
const COMMON_NAME_LENGTH = 64

const ALGORITHM = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }

/**
 * A self-signed certificate in DER, from `notBefore` on, for a public key whose private half only
 * `sign` can use (RSASSA-PKCS1-v1_5, SHA-256); of the subject the first 64 characters.
 */
export async function selfSignedCertificate(
  sign: (data: Uint8Array) => Promise<Uint8Array>,
  subject: string,
  key: KeyObject,
  notBefore: Date,
): Promise<Uint8Array> {
  const x509 = await loadX509()
  const notAfter = new Date(notBefore)
  notAfter.setUTCFullYear(notAfter.getUTCFullYear() + CERTIFICATE_YEARS)
  // As an object: in a plain string the library reads quotes and backslashes as syntax.
  const name = new x509.Name([{ CN: [{ utf8String: subject.slice(0, COMMON_NAME_LENGTH) }] }])
  const publicKey = new x509.PublicKey(key.export({ type: 'spki', format: 'der' }))
  const certificate = await x509.X509CertificateGenerator.create(
    {
      subject: name,
      issuer: name,
      publicKey,
      // Only its algorithm is looked at: `subtle.sign` below does what it is for.
      signingKey: key.toCryptoKey(ALGORITHM, true, ['verify']),
      notBefore,
      notAfter,
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        await x509.SubjectKeyIdentifierExtension.create(publicKey),
      ],
    },
    signingWith(sign),
  )
  return new Uint8Array(certificate.rawData)
}

/** As much of Web Crypto as the making of a certificate uses. */
function signingWith(sign: (data: Uint8Array) => Promise<Uint8Array>) {
  const subtle = {
    sign: (_algorithm: unknown, _key: unknown, data: ArrayBuffer) => sign(new Uint8Array(data)),
  }
  const getRandomValues = crypto.getRandomValues.bind(crypto)
  return { subtle, getRandomValues }
}
