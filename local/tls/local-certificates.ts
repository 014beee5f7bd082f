import { createPrivateKey, webcrypto, X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { domainToASCII } from 'node:url'
import { loadX509 } from '../../functions/certificates/load-x509.ts'
import type { Clock } from '../../functions/core/ports/clock.ts'
import { makePrivateFolder } from '../make-private-folder.ts'
import { BACKDATED_MS, EC_P256, type LocalAuthority, localAuthority } from './local-authority.ts'
import { DAY_MS, type PemPair, readPemPair, toPemPair, writePemPair } from './pem-pair.ts'

const OWN_NAMES = ['localhost', '127.0.0.1', '::1']

/** Clients refuse more than 398; the hour of backdating stays within 397. */
const LEAF_DAYS = 396
const LEAF_LEAST_DAYS = 30

/** What `node:https` takes, and where the authority is: for `NODE_EXTRA_CA_CERTS` and the like. */
interface LocalCertificates {
  /** PEM (PKCS #8). */
  key: string
  /** PEM: the leaf, then its authority. */
  cert: string
  caFile: string
}

/**
 * The certificate for `--https`, kept in `{dataDir}/tls`: for localhost, 127.0.0.1, ::1 and `host`
 * (a name or an address). Made anew with less than 30 days left, for other names, or under another
 * authority. Throws an Error for a `host` that no certificate can name.
 */
export async function localCertificates(
  dataDir: string,
  host: string,
  clock: Clock,
): Promise<LocalCertificates> {
  const names = [...new Set([...OWN_NAMES, plainName(host)])]
  const folder = resolve(dataDir, 'tls')
  await makePrivateFolder(folder)
  const now = clock.now()
  const authority = await localAuthority(folder, now)
  const files = { certificate: resolve(folder, 'leaf.pem'), key: resolve(folder, 'leaf.key') }
  let leaf = await readPemPair(files, { days: LEAF_LEAST_DAYS, now })
  if (leaf === undefined || !isFor(names, authority, leaf)) {
    leaf = await makeLeaf(names, authority, now)
    await writePemPair(files, leaf)
  }
  return { key: leaf.key, cert: leaf.certificate + authority.certificate, caFile: authority.file }
}

/** As it stands in a certificate: without the brackets of an address, in ASCII. */
function plainName(host: string): string {
  const address = host.replace(/^\[(.*)\]$/, '$1')
  if (isIP(address) === 6) return new URL(`http://[${address}]`).hostname.slice(1, -1)
  const name = domainToASCII(host)
  if (/^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/.test(name)) return name
  throw new Error(`"${host}" is not a host name or an IP address that a certificate can name`)
}

function isFor(names: string[], authority: LocalAuthority, leaf: PemPair): boolean {
  const certificate = new X509Certificate(leaf.certificate)
  const count = certificate.subjectAltName?.split(', ').length
  return (
    count === names.length &&
    names.every((name) => (isIP(name) ? certificate.checkIP(name) : certificate.checkHost(name))) &&
    certificate.verify(new X509Certificate(authority.certificate).publicKey)
  )
}

async function makeLeaf(names: string[], authority: LocalAuthority, now: number): Promise<PemPair> {
  const x509 = await loadX509()
  const issuer = new x509.X509Certificate(authority.certificate)
  const keys = await webcrypto.subtle.generateKey(EC_P256, true, ['sign', 'verify'])
  const certificate = await x509.X509CertificateGenerator.create({
    subject: [{ CN: ['Hookmint local server'] }],
    issuer: issuer.subjectName,
    publicKey: keys.publicKey,
    signingKey: createPrivateKey(authority.key).toCryptoKey(EC_P256, false, ['sign']),
    signingAlgorithm: EC_P256,
    notBefore: new Date(now - BACKDATED_MS),
    notAfter: new Date(now + LEAF_DAYS * DAY_MS),
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(
        names.map((value) => ({ type: isIP(value) ? 'ip' : 'dns', value })),
      ),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(issuer.publicKey),
    ],
  })
  return toPemPair(certificate.rawData, keys.privateKey)
}
