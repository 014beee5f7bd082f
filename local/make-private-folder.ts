import { chmod, mkdir } from 'node:fs/promises'

/** A folder that only its owner may enter, also when it was there before. */
export async function makePrivateFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await chmod(folder, 0o700)
}
