import { generateKeyPair, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import type { Clock } from '../../functions/core/ports/clock.ts'
import type { SigningKeys } from '../../functions/core/ports/signing-keys.ts'
import { jwkThumbprint } from '../../functions/core/signing-keys.ts'
import { loadX509 } from '../load-x509.ts'
import type { KeyFolder } from './key-folder.ts'

/** Certificates outlive their keys: verifiers that look at `x5c` should never be the first to act. */
const CERTIFICATE_YEARS = 15

/** RFC 5280, appendix A.1: `ub-common-name`. */
const COMMON_NAME_LENGTH = 64

/** Makes and ends the keys of a folder; a `keyRef` is a file's name. Throws `StoreError`. */
export class FileSigningKeys implements SigningKeys {
  readonly #folder: KeyFolder
  readonly #clock: Clock

  constructor(folder: KeyFolder, clock: Clock) {
    this.#folder = folder
    this.#clock = clock
  }

  async create(subject: string) {
    const pair = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
    const { n, e } = pair.publicKey.export({ format: 'jwk' })
    if (n === undefined || e === undefined) throw new Error('An RSA key without modulus was made')
    const certificate = await selfSigned(subject, pair, new Date(this.#clock.now()))
    const keyRef = `signing-${jwkThumbprint({ n, e })}.pem`
    await this.#folder.add(keyRef, pair.privateKey)
    return { keyRef, n, e, certificate }
  }

  disable(keyRef: string): Promise<void> {
    return this.#folder.disable(keyRef)
  }
}

interface RsaPair {
  publicKey: KeyObject
  privateKey: KeyObject
}

/** In DER, from `notBefore` on; of the subject the first 64 characters. */
async function selfSigned(subject: string, pair: RsaPair, notBefore: Date): Promise<Uint8Array> {
  const x509 = await loadX509()
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
  const publicKey = pair.publicKey.toCryptoKey(algorithm, true, ['verify'])
  const privateKey = pair.privateKey.toCryptoKey(algorithm, false, ['sign'])
  const notAfter = new Date(notBefore)
  notAfter.setUTCFullYear(notAfter.getUTCFullYear() + CERTIFICATE_YEARS)
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    // As an object: in a plain string the library reads quotes and backslashes as syntax.
    name: new x509.Name([{ CN: [{ utf8String: subject.slice(0, COMMON_NAME_LENGTH) }] }]),
    keys: { publicKey, privateKey },
    notBefore,
    notAfter,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      await x509.SubjectKeyIdentifierExtension.create(publicKey),
    ],
  })
  return new Uint8Array(certificate.rawData)
}
