import { findBareClaims } from './find-bare-claims.ts'
import { findRequiredPackages, type RequiredModule } from './find-required-packages.ts'
import { parseScript, type ScriptFormat } from './parse-script.ts'

/** What the text of a script tells. */
export interface ScriptScan {
  /** Undefined when the script could not be read. */
  required: RequiredModule[] | undefined
  bareClaims: string[]
}

/** Looks for packages and claims. Never throws: what cannot be read is not found. */
export function scanScript(script: string, format: ScriptFormat): ScriptScan {
  const program = parseScript(script, format)
  if (!program) return { required: undefined, bareClaims: [] }
  return {
    required: orElse(undefined, () => findRequiredPackages(program)),
    bareClaims: orElse([], () => findBareClaims(program)),
  }
}

/** A tree can be too deep to walk. */
function orElse<T>(fallback: T, find: () => T): T {
  try {
    return find()
  } catch {
    return fallback
  }
}
