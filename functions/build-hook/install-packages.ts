import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Arborist } from '@npmcli/arborist'
import { HookBuildError } from '../core/errors.ts'
import { BUILD_LIMITS } from './build-limits.ts'
import type { PackageOrder } from './bundle-packages.ts'
import type { WantedPackage } from './choose-packages.ts'
import { describeInstallFailure } from './describe-install-failure.ts'
import { checkNewLock, readLock } from './package-lock.ts'
import { checkUnpackedSize, refuseLargeTree, watchSize } from './package-sizes.ts'

type Node = NonNullable<InstanceType<typeof Arborist>['idealTree']>

/** A package in `node_modules`. */
export interface InstalledPackage {
  name: string
  version: string
  /** Absolute. */
  folder: string
  /** Whether nothing that is required needs it. */
  optional: boolean
}

/** What an order led to. */
export interface Installed {
  /** Absolute; `node_modules` is in it. */
  folder: string
  /** Those of the order, in its order. */
  packages: InstalledPackage[]
  /** Every one, those included. */
  tree: InstalledPackage[]
  lock: string
}

/**
 * Lays the packages and all that they need into `node_modules` of the folder, from the registry
 * only; no script of theirs runs. With a lock it is the lock's tree, byte for byte.
 * Throws `HookBuildError`.
 */
export async function installPackages(
  { packages, lock }: PackageOrder,
  { folder, registry }: { folder: string; registry: string },
): Promise<Installed> {
  const recorded = lock === undefined ? undefined : readLock(lock, packages.map(slotOf))
  const dependencies =
    recorded?.dependencies ??
    Object.fromEntries(packages.map((wanted) => [slotOf(wanted), specOf(wanted)]))
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'hook', dependencies }))
  if (lock !== undefined) await writeFile(join(folder, 'package-lock.json'), lock)
  const arborist = new Arborist(optionsFor(folder, registry))
  const watch = watchSize(folder)
  try {
    if (lock !== undefined) arborist.idealTree = await arborist.loadVirtual()
    const ideal = arborist.idealTree ?? (await arborist.buildIdealTree())
    refuseLargeTree([...ideal.inventory.values()].map(sizeByRegistry))
    await Promise.race([arborist.reify(), watch.exceeded])
  } catch (error) {
    throw describeInstallFailure(error)
  } finally {
    watch.stop()
  }
  const tree = readTree(arborist)
  await checkUnpackedSize(folder, tree)
  return {
    folder,
    packages: packages.map((wanted) => findPackage(tree, folder, slotOf(wanted))),
    tree,
    lock: lock ?? checkNewLock(await readFile(join(folder, 'package-lock.json'), 'utf8')),
  }
}

/** Where a package lies: under its own name, or beside that one in the version that a script names. */
export function slotOf({ name, folder }: WantedPackage): string {
  return folder === name ? name : folder.replace(/@(?=[^@]*$)/, '-at-')
}

function specOf({ name, folder, wanted }: WantedPackage): string {
  return folder === name ? wanted : `npm:${name}@${wanted}`
}

function optionsFor(folder: string, registry: string) {
  return {
    path: folder,
    cache: join(folder, 'cache'),
    registry,
    allowGit: 'none',
    allowRemote: 'none',
    allowFile: 'none',
    allowDirectory: 'none',
    ignoreScripts: true,
    binLinks: false,
    audit: false,
    omitLockfileRegistryResolved: true,
    timeout: BUILD_LIMITS.fetchTimeoutMs,
    fetchRetries: 1,
    fetchRetryMintimeout: 200,
  }
}

/** What the registry says of a package before it is fetched, where it does. */
function sizeByRegistry({ packageName, version, package: manifest }: Node) {
  const { dist } = manifest as { dist?: { unpackedSize?: number } }
  return { name: `${packageName}@${version}`, bytes: dist?.unpackedSize ?? 0 }
}

function readTree({ actualTree }: InstanceType<typeof Arborist>): InstalledPackage[] {
  return [...(actualTree?.inventory.values() ?? [])]
    .filter((node) => !node.isRoot)
    .map(({ packageName, version, path, optional }) => {
      return { name: packageName, version, folder: path, optional }
    })
}

function findPackage(tree: InstalledPackage[], folder: string, slot: string): InstalledPackage {
  const place = join(folder, 'node_modules', slot)
  const found = tree.find((installed) => installed.folder === place)
  if (found) return found
  throw new HookBuildError(
    `The package "${slot}" was not installed. Require another version of it.`,
  )
}
