import type { WantedPackage } from './choose-packages.ts'

/** What is to be fetched. */
export interface PackageOrder {
  /** At least one. */
  packages: WantedPackage[]
  /** Of an earlier build: its packages are taken again. */
  lock?: string | undefined
}

/** Packages as a hook ships them. */
export interface BundledPackages {
  /** Path under the hook's folder to content. */
  files: Map<string, Uint8Array>
  /** The exact versions, in the order of the order. */
  versions: string[]
  /** The whole tree as the text of a package-lock.json. */
  lock?: string
}

/**
 * Fetches packages and bundles them; runs none of their code. Throws `HookBuildError` for what
 * the author, or whoever runs the server, can do something about.
 */
export type BundlePackages = (order: PackageOrder) => Promise<BundledPackages>
