import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Runs the command on the Node that `npm ci` installs in a clone; gives its exit code. */
export function runOnPinnedNode() {
  const pinned = fileURLToPath(new URL('../node_modules/node/bin/node', import.meta.url))
  if (!existsSync(pinned)) {
    console.error(`hookmint needs Node 22.18 or newer, not ${process.version}.`)
    console.error('In a clone of the repository, npm ci installs it.')
    return 2
  }
  process.on('SIGINT', () => {}) // the command's own to answer
  const { status } = spawnSync(pinned, process.argv.slice(1), { stdio: 'inherit' })
  return status ?? 1
}
