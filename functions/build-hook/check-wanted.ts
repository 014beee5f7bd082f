import npa from 'npm-package-arg'
import { HookBuildError } from '../core/errors.ts'
import type { WantedPackage } from './choose-packages.ts'

const TYPES = new Set(['version', 'range', 'tag'])

/** Only versions, ranges and tags of the registry: throws `HookBuildError` for anything else. */
export function checkWanted({ name, wanted }: WantedPackage): void {
  const type = typeOf(name, wanted)
  if (type !== undefined && TYPES.has(type)) return
  const kind = type === undefined ? 'that cannot be read' : `of the kind "${type}"`
  throw new HookBuildError(
    `The package "${name}" is wanted as "${wanted}", ${kind}. Packages come from the registry only: write a version, a range or a tag, as in "${name}": "^1.2.3".`,
  )
}

function typeOf(name: string, wanted: string): string | undefined {
  try {
    const spec = npa.resolve(name, wanted, '/')
    return spec.name === name ? spec.type : undefined
  } catch {
    return undefined
  }
}
