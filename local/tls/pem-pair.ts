import { createPrivateKey, KeyObject, type webcrypto, X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { errorCode } from '../error-code.ts'
import { writeFileAtomically } from '../write-file-atomically.ts'

/** A certificate and its private key (PKCS #8), both as PEM, in two files. */
export interface PemPair {
  certificate: string
  key: string
}

interface PemPairFiles {
  certificate: string
  key: string
}

export const DAY_MS = 86_400_000

/** The pair in two files; undefined when one is missing, the key is another's, or its end is near. */
export async function readPemPair(
  files: PemPairFiles,
  needed: { days: number; now: number },
): Promise<PemPair | undefined> {
  try {
    const certificate = await readFile(files.certificate, 'utf8')
    const key = await readFile(files.key, 'utf8')
    const parsed = new X509Certificate(certificate)
    const leftMs = parsed.validToDate.getTime() - needed.now
    const fits = parsed.checkPrivateKey(createPrivateKey(key)) && leftMs >= needed.days * DAY_MS
    return fits ? { certificate, key } : undefined
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw new Error(
      `${files.certificate} or ${files.key} cannot be read. Remove both to have new ones made`,
      { cause: error },
    )
  }
}

/** The key first: without its certificate it counts as missing. */
export async function writePemPair(files: PemPairFiles, pair: PemPair): Promise<void> {
  await writeFileAtomically(files.key, pair.key, 0o600)
  await writeFileAtomically(files.certificate, pair.certificate, 0o644)
}

export function toPemPair(der: ArrayBuffer, privateKey: webcrypto.CryptoKey): PemPair {
  return {
    certificate: new X509Certificate(new Uint8Array(der)).toString(),
    key: KeyObject.from(privateKey).export({ type: 'pkcs8', format: 'pem' }) as string,
  }
}
