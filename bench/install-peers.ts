import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const FOLDER = fileURLToPath(new URL('.', import.meta.url))

/** Installs the peers when they are not there yet; they are no part of the product. */
export function installPeers(): void {
  if (existsSync(`${FOLDER}node_modules/oidc-provider/package.json`)) return
  console.error('Installing what is measured beside Hookmint (about 25 MB, once): npm ci in bench/')
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: FOLDER,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  if (status === 0) return
  throw new Error('The installation failed. Mend what npm says above, then run the command again.')
}
