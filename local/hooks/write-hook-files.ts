import { mkdir, open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { syncFolder } from '../write-file-atomically.ts'

/** Writes a hook's files into a new folder, all of it private. They outlive a crash of the machine. */
export async function writeHookFiles(
  folder: string,
  files: Map<string, Uint8Array>,
): Promise<void> {
  const folders = new Set([folder])
  for (const [path, content] of files) {
    const file = join(folder, path)
    await mkdir(dirname(file), { recursive: true, mode: 0o700 })
    for (let at = dirname(file); at.length > folder.length; at = dirname(at)) folders.add(at)
    const handle = await open(file, 'wx', 0o600)
    try {
      await handle.writeFile(content)
      await handle.sync()
    } finally {
      await handle.close()
    }
  }
  for (const written of folders) await syncFolder(written)
}
