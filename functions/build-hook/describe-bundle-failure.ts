import { HookBuildError } from '../core/errors.ts'
import type { ModuleEntry } from './find-entries.ts'

interface BundleFault {
  text?: string
  location?: { file: string; line: number } | null
  /** What a plugin threw. */
  detail?: unknown
}

/** Turns what went wrong into words for the author, without a line of any file; never throws. */
export function describeBundleFailure(error: unknown, entry?: ModuleEntry): HookBuildError {
  const faults: BundleFault[] =
    typeof error === 'object' && error !== null && 'errors' in error && Array.isArray(error.errors)
      ? error.errors
      : [{ text: error instanceof Error ? error.message : String(error) }]
  for (const { detail } of faults) if (detail instanceof HookBuildError) return detail
  const { text = 'no reason was given', location } = faults[0] ?? {}
  const place = location ? ` (${location.file}:${location.line})` : ''
  const name = entry
    ? `The package ${entry.installed.name} ${entry.installed.version}`
    : 'A package'
  return new HookBuildError(
    `${name} could not be bundled: ${text.slice(0, 300)}${place}. Require another version or package.`,
  )
}
