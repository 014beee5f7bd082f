import type { HookPackage } from '../core/hook-model.ts'
import type { RequiredModule } from './find-required-packages.ts'

/** What an author should know about the packages that were taken, and about those that were not. */
export function packageWarnings(
  required: RequiredModule[] | undefined,
  dependencies: Record<string, string>,
  packages: HookPackage[],
): string[] {
  const warnings = new Set<string>()
  if (!required && packages.length > 0) {
    warnings.add(
      'The script could not be searched for packages, so every declared one was taken, and no other.',
    )
  }
  for (const { name, version } of required ?? []) {
    const declared = Object.hasOwn(dependencies, name) ? dependencies[name] : undefined
    if (declared === undefined || version === undefined || declared === version) continue
    warnings.add(
      `The script requires "${name}@${version}": there the declared version, "${declared}", does not count.`,
    )
  }
  for (const { name, wanted, version, source } of packages) {
    if (source === 'declared' || wanted === version) continue
    if (source === 'script') {
      warnings.add(
        `The script requires "${name}@${wanted}"; version ${version} was taken. Name it to keep it: require('${name}@${version}')`,
      )
      continue
    }
    warnings.add(
      `The script requires "${name}" without declaring it; version ${version} was taken. Declare it: "${name}": "${version}"`,
    )
  }
  for (const name of Object.keys(dependencies)) {
    if (packages.some((taken) => taken.name === name)) continue
    warnings.add(`"${name}" is declared, but the script does not require it: it was not fetched.`)
  }
  return [...warnings]
}
