#!/usr/bin/env node
// Starts the command line on the pinned Node. Plain JavaScript for any Node: whatever `node` the
// shell finds runs it first.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import module from 'node:module'
import { fileURLToPath } from 'node:url'

const [major, minor] = process.versions.node.split('.').map(Number)
const pinned = fileURLToPath(new URL('../node_modules/node/bin/node', import.meta.url))

if (major > 22 || (major === 22 && minor >= 18)) {
  module.enableCompileCache?.()
  const { main } = await import('./main.ts')
  await main(process.argv.slice(2))
} else if (existsSync(pinned)) {
  const args = [fileURLToPath(import.meta.url), ...process.argv.slice(2)]
  process.on('SIGINT', () => {}) // the command's own to answer
  const { status } = spawnSync(pinned, args, { stdio: 'inherit' })
  process.exitCode = status ?? 1
} else {
  console.error(`hookmint needs Node 22.18 or newer, not ${process.version}.`)
  console.error('In a clone of the repository, npm ci installs it.')
  process.exitCode = 2
}
