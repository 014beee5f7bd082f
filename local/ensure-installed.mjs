// Installs what a command needs when it is not there yet. Plain JavaScript for any Node: it runs
// before the pinned one is installed.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const NEEDS = {
  start: { marker: 'node_modules/node/bin/node', args: ['ci', '--omit=dev'], size: '280 MB' },
  test: { marker: 'node_modules/vitest/package.json', args: ['ci'], size: '950 MB' },
}
const { marker, args, size } = NEEDS[process.argv[2]]

if (!existsSync(join(root, marker))) {
  console.error(`Installing what is needed (about ${size}, once): npm ${args.join(' ')}`)
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error']
  const windows = process.platform === 'win32'
  const { status } = spawnSync('npm', [...args, ...quiet], {
    cwd: root,
    stdio: 'inherit',
    shell: windows,
  })
  if (status !== 0) {
    console.error('The installation failed. Mend what npm says above, then run the command again.')
    process.exit(status ?? 1)
  }
}
