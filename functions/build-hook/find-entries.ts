import { relative, sep } from 'node:path'
import { build, type Plugin } from 'esbuild'
import { HookBuildError } from '../core/errors.ts'
import type { WantedModule, WantedPackage } from './choose-packages.ts'
import { describeBundleFailure } from './describe-bundle-failure.ts'
import { type Installed, type InstalledPackage, slotOf } from './install-packages.ts'
import { isInFolder } from './stay-in-folder.ts'

/** A module that the script requires, and where it begins. */
export interface ModuleEntry {
  package: WantedPackage
  module: WantedModule
  installed: InstalledPackage
  /** Relative to the folder of `node_modules`, with slashes. */
  file: string
}

/**
 * Finds the files that Node would load for the modules, as `require` first, as `import` does where
 * a package knows nothing else. Throws `HookBuildError` naming a module that there is not.
 */
export async function findEntries(
  wanted: WantedPackage[],
  installed: Installed,
): Promise<ModuleEntry[]> {
  const entries: ModuleEntry[] = []
  const find: Plugin = {
    name: 'find-entries',
    setup({ onStart, resolve }) {
      onStart(async () => {
        for (const [i, target] of installed.packages.entries()) {
          const from = wanted[i]
          for (const module of from?.modules ?? []) {
            if (!from) continue
            const request = slotOf(from) + module.path.slice(1)
            const place = { resolveDir: installed.folder, pluginName: 'find-entries' }
            let found = await resolve(request, { ...place, kind: 'require-call' })
            if (found.errors.length > 0) {
              found = await resolve(request, { ...place, kind: 'import-statement' })
            }
            if (found.errors.length > 0 || !(await isInFolder(found.path, installed.folder))) {
              throw new HookBuildError(
                `The package ${target.name} ${target.version} has no module "${module.path}" within itself. Require one that it has.`,
              )
            }
            const file = relative(installed.folder, found.path).split(sep).join('/')
            entries.push({ package: from, module, installed: target, file })
          }
        }
      })
    },
  }
  try {
    await build({
      stdin: { contents: '' },
      absWorkingDir: installed.folder,
      write: false,
      platform: 'node',
      conditions: [],
      tsconfigRaw: {},
      logLevel: 'silent',
      plugins: [find],
    })
  } catch (error) {
    throw describeBundleFailure(error)
  }
  return entries
}
