import { describe, it } from 'vitest'
import type { Target } from './target.ts'

/** Suites against a service: where its emulator cannot run, one visible line says so in their place. */
export function describeAgainst(
  target: Target,
  missing: string | undefined,
  suites: () => void,
): void {
  describe(target.name, () => {
    if (missing === undefined) return suites()
    process.stderr.write(`${target.name}: skipped: ${missing}\n`)
    it.skip(`skipped: ${missing}`, () => {})
  })
}
