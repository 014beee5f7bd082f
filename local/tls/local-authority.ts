import { webcrypto } from 'node:crypto'
import { join } from 'node:path'
import { loadX509 } from '../../functions/certificates/load-x509.ts'
import { DAY_MS, type PemPair, readPemPair, toPemPair, writePemPair } from './pem-pair.ts'

/** ECDSA on P-256 with SHA-256: what every TLS client takes. */
export const EC_P256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const

/** Certificates begin an hour early, for clients whose clock is behind. */
export const BACKDATED_MS = 3_600_000

const CA_DAYS = 3650
/** More than a leaf's life, so that none outlives its authority. */
const CA_LEAST_DAYS = 400

/** A certificate authority of this machine alone, which its user may tell clients to trust. */
export interface LocalAuthority extends PemPair {
  /** Path of the file with the certificate. */
  file: string
}

/**
 * The authority kept in `ca.pem` and `ca.key` (0600) of a folder. A new one, which everyone has to
 * trust anew, is made only when a file is missing, they are no pair, or the end is 400 days away.
 */
export async function localAuthority(folder: string, now: number): Promise<LocalAuthority> {
  const files = { certificate: join(folder, 'ca.pem'), key: join(folder, 'ca.key') }
  const kept = await readPemPair(files, { days: CA_LEAST_DAYS, now })
  if (kept !== undefined) return { ...kept, file: files.certificate }
  const made = await makeAuthority(now)
  await writePemPair(files, made)
  return { ...made, file: files.certificate }
}

/** Self-signed; may sign leaves, not further authorities (RFC 5280 4.2.1.9). */
async function makeAuthority(now: number): Promise<PemPair> {
  const x509 = await loadX509()
  const keys = await webcrypto.subtle.generateKey(EC_P256, true, ['sign', 'verify'])
  const { keyCertSign, cRLSign } = x509.KeyUsageFlags
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: [{ CN: ['Hookmint local CA'] }],
    keys,
    signingAlgorithm: EC_P256,
    notBefore: new Date(now - BACKDATED_MS),
    notAfter: new Date(now + CA_DAYS * DAY_MS),
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(keyCertSign | cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  return toPemPair(certificate.rawData, keys.privateKey)
}
