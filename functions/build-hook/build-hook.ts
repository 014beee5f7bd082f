import { HOOK_LIMITS } from '../../hooks/runtime/contract.ts'
import { HookBuildError } from '../core/errors.ts'
import type { BuiltHook } from '../core/ports.ts'
import { checkSyntax } from './check-syntax.ts'
import { hashFiles } from './hash-files.ts'

/**
 * Builds a script into the files of a version: `HookBuilder.build`. The script stays as it is,
 * byte for byte, as `hook.cjs`, or as `hook.mjs` when it can only be read as an ES module.
 * None of it runs. Throws `HookBuildError`.
 */
export async function buildHook(source: {
  script: string
  dependencies: Record<string, string>
}): Promise<BuiltHook> {
  const content = Buffer.from(source.script)
  refuseDependencies(Object.keys(source.dependencies))
  refuseLargeScript(content.byteLength)
  const format = await checkSyntax(source.script)
  const files = new Map<string, Uint8Array>([
    [format === 'commonjs' ? 'hook.cjs' : 'hook.mjs', content],
  ])
  return { files, codeSha: hashFiles(files), warnings: [] }
}

function refuseDependencies(names: string[]): void {
  if (names.length === 0) return
  throw new HookBuildError(
    `The hook declares packages (${names.join(', ')}). Packages come with a later release: remove them and use Node's own modules.`,
  )
}

function refuseLargeScript(bytes: number): void {
  if (bytes <= HOOK_LIMITS.scriptBytes) return
  throw new HookBuildError(
    `The script has ${bytes} bytes; at most ${HOOK_LIMITS.scriptBytes} are allowed.`,
  )
}
