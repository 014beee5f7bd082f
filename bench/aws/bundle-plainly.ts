import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, stop } from 'esbuild'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** What CommonJS packages within an ES module ask for. */
const REQUIRE =
  "import { createRequire } from 'node:module';const require = createRequire(import.meta.url);"

/** Modules to compare the shipped ones with. */
export interface PlainModules {
  /** A handler that does nothing. */
  empty: string
  /** The token function as esbuild makes it without any advice of ours. */
  plainToken: string
  /** Of that one file. */
  plainTokenBytes: number
  remove: () => Promise<void>
}

/** Writes them beside the shipped ones: what lies around a module counts too. */
export async function makePlainModules(): Promise<PlainModules> {
  const folder = await mkdtemp(join(ROOT, 'dist', 'bench-'))
  const empty = join(folder, 'empty.mjs')
  const plainToken = join(folder, 'token.mjs')
  await writeFile(empty, 'export const handler = async () => ({ statusCode: 200 })\n')
  const { outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: ['functions/token/index.ts'],
    outfile: plainToken,
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    minify: true,
    banner: { js: REQUIRE },
    tsconfigRaw: {},
    logLevel: 'error',
  })
  await stop()
  const code = outputFiles[0]?.contents ?? new Uint8Array()
  await writeFile(plainToken, code)
  return {
    empty,
    plainToken,
    plainTokenBytes: code.length,
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}
