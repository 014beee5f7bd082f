import { type KeyObject, sign } from 'node:crypto'
import { StoreError } from '../../functions/core/errors.ts'
import type { TokenSigner } from '../../functions/core/ports/token-signer.ts'
import type { KeyFolder } from './key-folder.ts'

/** Signs with the keys of a folder, on libuv's threads: never on the one that serves requests. */
export class FileSigner implements TokenSigner {
  readonly #folder: KeyFolder

  constructor(folder: KeyFolder) {
    this.#folder = folder
  }

  /** Throws `StoreError` when the key is disabled, missing or unreadable. */
  async sign(keyRef: string, signingInput: string): Promise<Uint8Array> {
    const key = await this.#folder.key(keyRef)
    try {
      return await signRs256(key, Buffer.from(signingInput))
    } catch (error) {
      throw new StoreError(`Signing with ${keyRef} failed`, { cause: error })
    }
  }
}

/** RSASSA-PKCS1-v1_5 with SHA-256 (RFC 7518 3.3). Only with a callback does Node leave the thread. */
function signRs256(key: KeyObject, data: Uint8Array): Promise<Uint8Array> {
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>()
  sign('sha256', data, key, (error, signature) => {
    if (error) reject(error)
    else resolve(signature)
  })
  return promise
}
