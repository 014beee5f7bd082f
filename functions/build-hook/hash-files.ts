import { createHash } from 'node:crypto'

/** SHA-256, hex, over paths and contents; the order in which the files were added is of no matter. */
export function hashFiles(files: ReadonlyMap<string, Uint8Array>): string {
  const hash = createHash('sha256')
  for (const path of [...files.keys()].sort()) {
    const content = files.get(path) ?? new Uint8Array()
    hash.update(`${Buffer.byteLength(path)}:${path}${content.byteLength}:`).update(content)
  }
  return hash.digest('hex')
}
