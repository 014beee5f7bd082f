import { generateKeyPair, sign } from 'node:crypto'
import { promisify } from 'node:util'
import { selfSignedCertificate } from '../../functions/certificates/self-signed-certificate.ts'
import type { Clock } from '../../functions/core/ports/clock.ts'
import type { SigningKeys } from '../../functions/core/ports/signing-keys.ts'
import { jwkThumbprint } from '../../functions/core/signing-keys.ts'
import type { KeyFolder } from './key-folder.ts'

/** Makes and ends the keys of a folder; a `keyRef` is a file's name. Throws `StoreError`. */
export class FileSigningKeys implements SigningKeys {
  readonly #folder: KeyFolder
  readonly #clock: Clock

  constructor(folder: KeyFolder, clock: Clock) {
    this.#folder = folder
    this.#clock = clock
  }

  async create(subject: string) {
    const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', {
      modulusLength: 2048,
    })
    const { n, e } = publicKey.export({ format: 'jwk' })
    if (n === undefined || e === undefined) throw new Error('An RSA key without modulus was made')
    const signData = (data: Uint8Array) => promisify(sign)('sha256', data, privateKey)
    const notBefore = new Date(this.#clock.now())
    const certificate = await selfSignedCertificate(signData, subject, publicKey, notBefore)
    const keyRef = `signing-${jwkThumbprint({ n, e })}.pem`
    await this.#folder.add(keyRef, privateKey)
    return { keyRef, n, e, certificate }
  }

  disable(keyRef: string): Promise<void> {
    return this.#folder.disable(keyRef)
  }
}
