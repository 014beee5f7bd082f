import { watch } from 'node:fs'
import { basename, dirname } from 'node:path'

const SETTLE_MS = 50

/**
 * Calls back when a file has changed and settled; also when an editor replaces it by renaming.
 * One call at a time; changes meanwhile lead to one more.
 */
export function watchHookFile(file: string, changed: () => Promise<void>): { close: () => void } {
  let timer: NodeJS.Timeout | undefined
  let running = Promise.resolve()
  const watcher = watch(dirname(file), (_event, name) => {
    if (name !== null && name !== basename(file)) return
    clearTimeout(timer)
    timer = setTimeout(() => {
      running = running.then(changed)
    }, SETTLE_MS)
  })
  return {
    close() {
      clearTimeout(timer)
      watcher.close()
    },
  }
}
