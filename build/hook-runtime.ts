import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { build, stop } from 'esbuild'

/** The hook runtime as it lies beside a script. */
export interface HookRuntime {
  /** One ES module, to be named `index.mjs`; it exports `handler`. */
  code: Uint8Array
  /** SHA-256 of the code, hex. */
  sha: string
}

/**
 * Bundles `hooks/runtime` into the one file that a hook's Lambda function and its local process
 * load. The same sources give the same bytes, wherever they lie.
 */
export async function bundleHookRuntime(): Promise<HookRuntime> {
  const { outputFiles } = await build({
    absWorkingDir: fileURLToPath(new URL('..', import.meta.url)),
    entryPoints: ['hooks/runtime/handler.ts'],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    charset: 'utf8',
    legalComments: 'none',
    sourcemap: false,
    tsconfigRaw: {},
    logLevel: 'silent',
  })
  // Its service process would live as long as ours.
  await stop()
  const code = outputFiles[0]?.contents
  if (code === undefined) throw new Error('esbuild gave no file for hooks/runtime/handler.ts')
  return { code, sha: createHash('sha256').update(code).digest('hex') }
}
