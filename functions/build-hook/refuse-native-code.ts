import { existsSync } from 'node:fs'
import { join, sep } from 'node:path'
import { HookBuildError } from '../core/errors.ts'
import type { InstalledPackage } from './install-packages.ts'

/** Packages whose one purpose is to find and load compiled code. */
const LOADERS = new Set([
  'bindings',
  'node-gyp-build',
  'node-gyp-build-optional-packages',
  'node-pre-gyp',
  '@mapbox/node-pre-gyp',
  'prebuild-install',
])

/**
 * Tells for each file that a bundle takes in whether it may: native code may not. Where nothing
 * needs the package that has it, it stays away, as where its compilation failed (false); where
 * something does, this throws `HookBuildError` with its name.
 */
export function createNativeCheck(
  tree: InstalledPackage[],
): (file: string, importer: string) => boolean {
  const deepestFirst = tree.toSorted((a, b) => b.folder.length - a.folder.length)
  const ownerOf = (file: string) => deepestFirst.find(({ folder }) => file.startsWith(folder + sep))
  return (file, importer) => {
    const owner = ownerOf(file)
    const native = isNative(file, owner) ? owner : isLoader(owner) ? ownerOf(importer) : undefined
    if (!native) return true
    if (native.optional) return false
    throw new HookBuildError(
      `The package ${native.name} ${native.version} has native code, and there is no way to run native code in a hook. Require a package that is JavaScript alone.`,
    )
  }
}

function isNative(file: string, owner: InstalledPackage | undefined): boolean {
  return file.endsWith('.node') || (!!owner && existsSync(join(owner.folder, 'binding.gyp')))
}

function isLoader(owner: InstalledPackage | undefined): boolean {
  return !!owner && LOADERS.has(owner.name)
}
