/**
 * The entry of a build's child process: it takes one order from its parent, answers it, and ends.
 * Its working directory is its own; it goes with the process when the parent is gone.
 */
import { rmSync } from 'node:fs'
import { HookBuildError } from '../core/errors.ts'
import type { BundledPackages, PackageOrder } from './bundle-packages.ts'
import { installAndBundle } from './install-and-bundle.ts'

/** What the parent sends. */
export interface BuildRequest {
  order: PackageOrder
  registry: string
}

/** What it gets. */
export type BuildAnswer =
  | { kind: 'bundled'; bundled: BundledPackages }
  | { kind: 'refused'; message: string }
  | { kind: 'failed'; message: string }

const folder = process.cwd()

process.once('disconnect', () => {
  rmSync(folder, { recursive: true, force: true })
  process.exit()
})
process.once('message', (request) => {
  void answer(request as BuildRequest).then((done) => process.send?.(done))
})

async function answer({ order, registry }: BuildRequest): Promise<BuildAnswer> {
  try {
    return { kind: 'bundled', bundled: await installAndBundle(order, { folder, registry }) }
  } catch (error) {
    if (error instanceof HookBuildError) return { kind: 'refused', message: error.message }
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return { kind: 'failed', message }
  }
}
