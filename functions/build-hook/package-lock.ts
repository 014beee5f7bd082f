import { HookBuildError } from '../core/errors.ts'
import { BUILD_LIMITS } from './build-limits.ts'

/** As far as it is read here. */
interface PackageLock {
  packages: Record<
    string,
    { dependencies?: Record<string, string>; resolved?: string; link?: boolean }
  >
}

/**
 * The packages that an earlier build's lock was made for. Throws `HookBuildError` when they are
 * not these, or when it leads anywhere but to the registry.
 */
export function readLock(text: string, slots: string[]): { dependencies: Record<string, string> } {
  const { packages } = JSON.parse(text) as PackageLock
  const dependencies = packages['']?.dependencies ?? {}
  const foreign = Object.values(packages).some(({ resolved, link }) => resolved ?? link)
  if (!foreign && sameNames(Object.keys(dependencies), slots)) return { dependencies }
  throw new HookBuildError(
    'The recorded packages are not those that the script requires. Save the hook anew to take new ones.',
  )
}

/** The text of a new lock. Throws `HookBuildError` when it is too large to be recorded. */
export function checkNewLock(text: string): string {
  const bytes = Buffer.byteLength(text)
  if (bytes <= BUILD_LIMITS.lockBytes) return text
  throw new HookBuildError(
    `The list of all packages that are needed has ${bytes} bytes; at most ${BUILD_LIMITS.lockBytes} are allowed. Require packages that need fewer others.`,
  )
}

function sameNames(a: string[], b: string[]): boolean {
  return a.length === b.length && a.every((name) => b.includes(name))
}
