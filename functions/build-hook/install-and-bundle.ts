import { bundleModules } from './bundle-modules.ts'
import type { BundledPackages, PackageOrder } from './bundle-packages.ts'
import { checkWanted } from './check-wanted.ts'
import { installPackages } from './install-packages.ts'
import { refuseLargeBundle } from './package-sizes.ts'

/**
 * Does what `BundlePackages` promises, in an empty folder (absolute, without symbolic links) that
 * is the caller's to remove. It belongs in a process without environment, that can be killed.
 */
export async function installAndBundle(
  order: PackageOrder,
  place: { folder: string; registry: string },
): Promise<BundledPackages> {
  for (const wanted of order.packages) checkWanted(wanted)
  const installed = await installPackages(order, place)
  const files = await bundleModules(order.packages, installed)
  refuseLargeBundle(files)
  return { files, versions: installed.packages.map(({ version }) => version), lock: installed.lock }
}
