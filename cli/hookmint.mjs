#!/usr/bin/env node
// Starts the command line on the pinned Node. Plain JavaScript for any Node: whatever `node` the
// shell finds runs it first.
import module from 'node:module'
import { homedir } from 'node:os'
import { join } from 'node:path'

const [major, minor] = process.versions.node.split('.').map(Number)

if (major > 22 || (major === 22 && minor >= 18)) {
  // Not in the folder for temporary files, where others may write.
  const caches = process.env.XDG_CACHE_HOME || join(homedir(), '.cache')
  module.enableCompileCache?.(join(caches, 'hookmint', 'code'))
  const { main } = await import('./main.ts')
  await main(process.argv.slice(2))
} else {
  const { runOnPinnedNode } = await import('./run-on-pinned-node.mjs')
  process.exitCode = runOnPinnedNode()
}
