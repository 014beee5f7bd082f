import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { NpmRegistry } from './npm-registry.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Publishes a package of this project's `node_modules`, as it is installed, with all that it needs. */
export function publishInstalled(registry: NpmRegistry, name: string): void {
  const published = new Set<string>()
  const publish = (folder: string) => {
    if (published.has(folder)) return
    published.add(folder)
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    for (const needed of Object.keys(manifest.dependencies ?? {})) {
      publish(findInstalled(needed, folder))
    }
    // Last, and so the latest: it may need an older version of itself.
    registry.publish(manifest.name, manifest.version, { files: readFiles(folder), manifest })
  }
  publish(findInstalled(name, ROOT))
}

/** Where Node looks for a package: in `node_modules` of the folder and of those above it. */
function findInstalled(name: string, from: string): string {
  const folder = join(from, 'node_modules', name)
  if (existsSync(join(folder, 'package.json'))) return folder
  if (dirname(from) === from) throw new Error(`${name} is not installed. Run npm ci.`)
  return findInstalled(name, dirname(from))
}

/** A package's own files, without those of packages nested in it. */
function readFiles(folder: string): Record<string, Uint8Array> {
  const isOwn = (path: string) => !path.split('/').includes('node_modules')
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
  return Object.fromEntries(
    paths.filter(isOwn).map((path) => [path, readFileSync(join(folder, path))]),
  )
}
