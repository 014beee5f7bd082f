import { unwatchFile, watchFile } from 'node:fs'

const POLL_MS = 300

/** Resolves when one of the files has changed, however an editor writes it. */
export function fileChange(files: readonly string[]): Promise<void> {
  return new Promise((resolve) => {
    const changed = () => {
      for (const file of files) unwatchFile(file, changed)
      resolve()
    }
    for (const file of files) watchFile(file, { interval: POLL_MS }, changed)
  })
}
