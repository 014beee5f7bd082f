import { statSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'

const POLL_MS = 300

/** How files are now; what is not there counts too. */
export function stateOf(files: readonly string[]): string {
  return files
    .map((file) => {
      const { mtimeMs, size } = statSync(file, { throwIfNoEntry: false }) ?? {}
      return `${mtimeMs} ${size}`
    })
    .join('\n')
}

/** Resolves when one of the files is not as it was, however an editor writes it. */
export async function fileChange(files: readonly string[], before: string): Promise<void> {
  while (stateOf(files) === before) await setTimeout(POLL_MS)
}
