import type { Hook, HookChange } from './hook-model.ts'
import { isRunning } from './hook-triggers.ts'

type Code = Pick<Hook, 'script' | 'dependencies'>

/** A hook after a change; whether it is enabled is the pin's matter. */
export function applyChange(hook: Hook, { enabled: _, ...change }: HookChange): Hook {
  const given = Object.entries(change).filter(([, value]) => value !== undefined)
  const after = Object.entries({ ...hook, ...Object.fromEntries(given) })
  return Object.fromEntries(after.filter(([, value]) => value !== null)) as unknown as Hook
}

/**
 * Whether a change needs a version that there is not yet: for other code, or for the code of a hook
 * whose first deployment failed.
 */
export function needsVersion(before: Hook, change: HookChange): boolean {
  if (!isRunning(before)) return false
  if (!isSameCode(before, applyChange(before, change))) return true
  const isWanted =
    change.script !== undefined || change.dependencies !== undefined || change.enabled === true
  return before.version === 0 && isWanted
}

function isSameCode(one: Code, other: Code): boolean {
  return one.script === other.script && isSameMap(one.dependencies, other.dependencies)
}

function isSameMap(one: Record<string, string>, other: Record<string, string>): boolean {
  const names = Object.keys(one)
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && one[name] === other[name])
  )
}
