import { describe, it } from 'vitest'

/** Suites that need an emulator: where it cannot run, one visible line says so in their place. */
export function describeEmulated(
  name: string,
  missing: string | undefined,
  suites: () => void,
): void {
  describe(`emulated by ${name}`, () => {
    if (missing === undefined) return suites()
    process.stderr.write(`emulated by ${name}: skipped: ${missing}\n`)
    it.skip(`skipped: ${missing}`, () => {})
  })
}
