import { X509Certificate } from 'node:crypto'
import type { TenantReader } from '../core/ports/tenant-store.ts'
import { signingKeyCertificateKey } from '../core/record-keys.ts'
import type { SigningKey } from '../core/tenant-model.ts'

/** A key's certificate as PEM (RFC 7468 5). Throws `StoreError`; an Error when there is none. */
export async function certificateDocument(store: TenantReader, key: SigningKey): Promise<string> {
  const [stored] = await store.read([signingKeyCertificateKey(key.kid)])
  if (stored === undefined) throw new Error(`The signing key ${key.kid} has no certificate record`)
  return new X509Certificate(Buffer.from(stored.value.certificate, 'base64')).toString()
}
