import { systemClock } from '../../functions/system-clock.ts'
import { FileSigner } from '../../local/keys/file-signer.ts'
import { FileSigningKeys } from '../../local/keys/file-signing-keys.ts'
import { KeyFolder } from '../../local/keys/key-folder.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** The local signer and its keys over a new data folder. */
export async function openFileKeys() {
  const dataDir = await temporaryFolder()
  const folder = new KeyFolder(dataDir.path)
  return {
    dataDir: dataDir.path,
    signer: new FileSigner(folder),
    keys: new FileSigningKeys(folder, systemClock),
    missingKeyRef: 'signing-missing.pem',
    close: dataDir.remove,
  }
}
