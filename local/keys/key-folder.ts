import { createPrivateKey, type KeyObject } from 'node:crypto'
import { access, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { StoreError } from '../../functions/core/errors.ts'
import { errorCode } from '../error-code.ts'
import { makePrivateFolder } from '../make-private-folder.ts'
import { syncFolder, writeFileAtomically } from '../write-file-atomically.ts'

const KEY_FILE = /^[A-Za-z0-9_-]+\.pem$/

/**
 * The private keys of this machine: PKCS #8 files (0600) in `{dataDir}/keys` (0700), `*.disabled`
 * once they are. The signer and what ends keys share one instance, so that an end is seen at once.
 * Everything throws `StoreError` with the `keyRef`.
 */
export class KeyFolder {
  readonly #folder: string
  readonly #loaded = new Map<string, Promise<KeyObject>>()
  readonly #disabled = new Set<string>()

  constructor(dataDir: string) {
    this.#folder = join(dataDir, 'keys')
  }

  async add(keyRef: string, privateKey: KeyObject): Promise<void> {
    const path = this.#path(keyRef)
    try {
      await makePrivateFolder(this.#folder)
      const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
      await writeFileAtomically(path, pem, 0o600)
    } catch (error) {
      throw new StoreError(`The signing key ${keyRef} could not be written`, { cause: error })
    }
  }

  /** Read from its file once; after `disable` no caller gets it any more, waiting ones included. */
  async key(keyRef: string): Promise<KeyObject> {
    let loading = this.#loaded.get(keyRef)
    if (loading === undefined) {
      loading = this.#load(keyRef)
      this.#loaded.set(keyRef, loading)
      loading.catch(() => this.#loaded.delete(keyRef))
    }
    const key = await loading
    if (this.#disabled.has(keyRef)) throw disabledError(keyRef)
    return key
  }

  /** Ends a key for good. One that is disabled or gone already is no error. */
  async disable(keyRef: string): Promise<void> {
    const path = this.#path(keyRef)
    this.#disabled.add(keyRef)
    this.#loaded.delete(keyRef)
    try {
      await rename(path, `${path}.disabled`)
      await syncFolder(this.#folder)
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return
      throw new StoreError(`The signing key ${keyRef} could not be disabled`, { cause: error })
    }
  }

  async #load(keyRef: string): Promise<KeyObject> {
    const path = this.#path(keyRef)
    try {
      return createPrivateKey(await readFile(path))
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') {
        throw new StoreError(`The signing key ${keyRef} could not be read`, { cause: error })
      }
      if (await exists(`${path}.disabled`)) throw disabledError(keyRef)
      throw new StoreError(
        `There is no signing key ${keyRef} in ${this.#folder}. ` +
          'Put it back from a backup, or make a new one: hookmint keys rotate',
        { cause: error },
      )
    }
  }

  #path(keyRef: string): string {
    if (KEY_FILE.test(keyRef)) return join(this.#folder, keyRef)
    throw new StoreError(`${JSON.stringify(keyRef)} is not the name of a signing key's file`)
  }
}

function disabledError(keyRef: string): StoreError {
  return new StoreError(`The signing key ${keyRef} is disabled`)
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
