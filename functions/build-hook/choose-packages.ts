import preinstalled from '../../hooks/runtime/preinstalled.json' with { type: 'json' }
import { HookBuildError } from '../core/errors.ts'
import type { HookPackage } from '../core/hook-model.ts'
import { BUILD_LIMITS } from './build-limits.ts'
import type { RequiredModule } from './find-required-packages.ts'

/** A module of a package: `.` for the package itself, else as in `./get`. */
export interface WantedModule {
  path: string
  /** Absent unless it is imported: the names that the import takes. */
  names?: string[]
}

/** A package to be fetched, and what of it is used. */
export interface WantedPackage extends Pick<HookPackage, 'name' | 'wanted' | 'source'> {
  /** Under `node_modules`, as the script writes it: `lodash` or `lodash@4.17.21`. */
  folder: string
  modules: WantedModule[]
}

/**
 * Decides for every required package which version is looked for: the one that the script names
 * (`require('x@1.2.3')`), else the declared one, else the one that the original had, else the latest. Of a script that
 * could not be read (`required` undefined) every declared package counts as required.
 * Throws `HookBuildError` when there are too many.
 */
export function choosePackages(
  required: RequiredModule[] | undefined,
  dependencies: Record<string, string>,
): WantedPackage[] {
  const packages = new Map<string, WantedPackage>()
  for (const module of required ?? Object.keys(dependencies).map(wholePackage)) {
    const { folder, name } = module
    const chosen = packages.get(folder) ?? {
      folder,
      name,
      modules: [],
      ...chooseVersion(module, dependencies),
    }
    addModule(chosen.modules, module)
    packages.set(folder, chosen)
  }
  if (packages.size > BUILD_LIMITS.requiredPackages) {
    throw new HookBuildError(
      `The script requires ${packages.size} packages; at most ${BUILD_LIMITS.requiredPackages} are allowed. Require fewer.`,
    )
  }
  return [...packages.values()].sort((a, b) => (a.folder < b.folder ? -1 : 1))
}

function wholePackage(name: string): RequiredModule {
  return { folder: name, name, path: '.', names: [] }
}

function chooseVersion(
  { name, version }: RequiredModule,
  dependencies: Record<string, string>,
): Pick<WantedPackage, 'wanted' | 'source'> {
  if (version !== undefined) return { wanted: version, source: 'script' }
  const declared = ownText(dependencies, name)
  if (declared !== undefined) return { wanted: declared, source: 'declared' }
  const known = ownText(preinstalled, name)
  if (known !== undefined) return { wanted: known, source: 'preinstalled' }
  return { wanted: 'latest', source: 'latest' }
}

function ownText(texts: Record<string, string>, name: string): string | undefined {
  return Object.hasOwn(texts, name) ? texts[name] : undefined
}

function addModule(modules: WantedModule[], { path, names }: RequiredModule): void {
  let module = modules.find((known) => known.path === path)
  if (!module) {
    module = { path }
    modules.push(module)
  }
  if (names) module.names = [...new Set([...(module.names ?? []), ...names])].sort()
}
