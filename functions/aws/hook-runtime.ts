import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

/** The hook runtime, which the build lays beside the function's own code. */
export function readHookRuntime(entryUrl: string): { code: Uint8Array; sha: string } {
  const code = readFileSync(new URL('./hook-runtime.mjs', entryUrl))
  return { code, sha: createHash('sha256').update(code).digest('hex') }
}
