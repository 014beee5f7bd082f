import type { Dirent } from 'node:fs'
import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { HookBuildError } from '../core/errors.ts'
import { BUILD_LIMITS } from './build-limits.ts'
import type { InstalledPackage } from './install-packages.ts'

const WATCH_EVERY_MS = 300
const SHOWN = 3

/** Rejects `exceeded` when a folder grows beyond all that packages and their cache may take. */
export function watchSize(folder: string): { exceeded: Promise<never>; stop: () => void } {
  const ended = new AbortController()
  const { promise, reject } = Promise.withResolvers<never>()
  promise.catch(() => {})
  const watch = async () => {
    while (!ended.signal.aborted) {
      await delay(WATCH_EVERY_MS)
      if ((await sizeOf(folder)) > 2 * BUILD_LIMITS.unpackedBytes) reject(tooLarge('unpacked', []))
    }
  }
  watch().catch(reject)
  return { exceeded: promise, stop: () => ended.abort() }
}

/** Throws `HookBuildError` when packages will take more than they may, if their sizes are true. */
export function refuseLargeTree(sizes: { name: string; bytes: number }[]): void {
  const bytes = sizes.reduce((sum, size) => sum + size.bytes, 0)
  if (bytes > BUILD_LIMITS.unpackedBytes) throw tooLarge('unpacked', sizes)
}

/** Throws `HookBuildError` naming the largest when packages take more than they may. */
export async function checkUnpackedSize(folder: string, tree: InstalledPackage[]): Promise<void> {
  if ((await sizeOf(join(folder, 'node_modules'))) <= BUILD_LIMITS.unpackedBytes) return
  const sizes = await Promise.all(
    tree.map(async ({ name, version, folder }) => {
      return { name: `${name}@${version}`, bytes: await sizeOf(folder, 'node_modules') }
    }),
  )
  throw tooLarge('unpacked', sizes)
}

/** Throws `HookBuildError` naming the largest when bundles take more than they may. */
export function refuseLargeBundle(files: Map<string, Uint8Array>): void {
  const sizes = [...files].map(([name, content]) => ({ name, bytes: gzipSync(content).length }))
  const bytes = sizes.reduce((sum, size) => sum + size.bytes, 0)
  if (bytes > BUILD_LIMITS.packedBytes) throw tooLarge('packed', sizes)
}

function tooLarge(how: 'packed' | 'unpacked', sizes: { name: string; bytes: number }[]) {
  const limit = how === 'packed' ? BUILD_LIMITS.packedBytes : BUILD_LIMITS.unpackedBytes
  const largest = sizes
    .toSorted((a, b) => b.bytes - a.bytes)
    .slice(0, SHOWN)
    .map(({ name, bytes }) => `${name} ${megabytes(bytes)}`)
  const names = largest.length > 0 ? ` The largest: ${largest.join(', ')}.` : ''
  return new HookBuildError(
    `The packages take more than ${megabytes(limit)} ${how}.${names} Require smaller ones.`,
  )
}

function megabytes(bytes: number): string {
  return `${Number((bytes / 1024 / 1024).toFixed(1))} MB`
}

/** Bytes of all files below a folder, without those in folders named `skipped`. */
async function sizeOf(folder: string, skipped?: string): Promise<number> {
  let entries: Dirent[]
  try {
    entries = await readdir(folder, { withFileTypes: true })
  } catch {
    return 0
  }
  let bytes = 0
  for (const entry of entries) {
    const path = join(folder, entry.name)
    if (!entry.isDirectory())
      bytes += await lstat(path).then(
        ({ size }) => size,
        () => 0,
      )
    else if (entry.name !== skipped) bytes += await sizeOf(path, skipped)
  }
  return bytes
}
