import { cp, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fetchLockedPackage } from './fetch-locked-package.ts'

/** Operating system and processor, as esbuild names its packages; `installed`: this machine's. */
export type EsbuildPlatform = 'linux-arm64' | 'installed'

const MODULES = fileURLToPath(new URL('../node_modules', import.meta.url))
const INSTALLED = `@esbuild/${process.platform}-${process.arch}`

/**
 * Lays esbuild and its native program into a `node_modules`. npm installs the program of this
 * machine alone: that of another is fetched.
 */
export async function addEsbuild(nodeModules: string, platform: EsbuildPlatform): Promise<void> {
  for (const file of ['package.json', 'lib/main.js']) {
    await mkdir(join(nodeModules, 'esbuild', 'lib'), { recursive: true })
    await cp(join(MODULES, 'esbuild', file), join(nodeModules, 'esbuild', file))
  }
  const name = platform === 'installed' ? INSTALLED : `@esbuild/${platform}`
  const folder =
    name === INSTALLED ? join(MODULES, name) : await fetchLockedPackage(`node_modules/${name}`)
  for (const file of ['package.json', 'bin/esbuild']) {
    await cp(join(folder, file), join(nodeModules, name, file))
  }
}
