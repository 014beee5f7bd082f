#!/usr/bin/env node
// Starts the command line on the pinned Node. Plain JavaScript for any Node: whatever `node` the
// shell finds runs it first.
import module from 'node:module'

const [major, minor] = process.versions.node.split('.').map(Number)

if (major > 22 || (major === 22 && minor >= 18)) {
  module.enableCompileCache?.()
  const { main } = await import('./main.ts')
  await main(process.argv.slice(2))
} else {
  const { runOnPinnedNode } = await import('./run-on-pinned-node.mjs')
  process.exitCode = runOnPinnedNode()
}
