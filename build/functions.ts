import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type OutputFile, stop } from 'esbuild'
import type { FunctionName } from '../functions/function-names.ts'
import { addEsbuild, type EsbuildPlatform } from './add-esbuild.ts'
import { FUNCTION_BUNDLES, type FunctionBundle } from './function-bundles.ts'
import { bundleHookRuntime } from './hook-runtime.ts'
import { packDashboard } from './pack-dashboard.ts'
import { slimSdk } from './slim-sdk/slim-sdk.ts'
import { startBytes } from './start-bytes.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** What CommonJS packages find in their modules, and an ES module has not. */
const COMMON_JS = `import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url), __filename = fileOfBundle(import.meta.url), __dirname = dirnameOfBundle(__filename);`

/**
 * Writes the code of every function to `{outDir}/functions/{name}`, as Lambda gets it, and the source
 * maps to `{outDir}/maps`. The same sources give the same bytes, wherever they lie. Gives the bytes
 * that each function starts with; throws an Error that names all that have become too large.
 */
export async function buildFunctions(options: {
  /** Absolute; its `functions` and `maps` are replaced. */
  outDir: string
  /** Where the functions run. */
  platform: EsbuildPlatform
}): Promise<Map<string, number>> {
  const { outDir, platform } = options
  for (const part of ['functions', 'maps']) {
    await rm(join(outDir, part), { recursive: true, force: true })
  }
  const runtime = await bundleHookRuntime()
  const sizes = new Map<string, number>()
  for (const [name, bundle] of Object.entries(FUNCTION_BUNDLES)) {
    const folder = join(outDir, 'functions', name)
    sizes.set(name, await writeCode(name as FunctionName, bundle, outDir))
    if (bundle.hookRuntime) await writeFile(join(folder, 'hook-runtime.mjs'), runtime.code)
    if (bundle.dashboard) await writeFile(join(folder, 'dashboard.json'), await packDashboard())
    for (const file of bundle.copied ?? []) {
      await copyFile(join(ROOT, 'functions', name, file), join(folder, file))
    }
    if (bundle.esbuild) await addEsbuild(join(folder, 'node_modules'), platform)
  }
  // Its service process would live as long as ours.
  await stop()
  refuseExcess(sizes)
  return sizes
}

/** Gives the bytes that load before the first event. */
async function writeCode(name: FunctionName, bundle: FunctionBundle, outDir: string) {
  const { outputFiles, metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: Object.fromEntries(
      Object.entries(bundle.entries).map(([file, source]) => [file, `functions/${name}/${source}`]),
    ),
    outdir: join(outDir, 'functions', name),
    outExtension: { '.js': '.mjs' },
    chunkNames: 'chunk-[hash]',
    bundle: true,
    splitting: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    ...slimSdk,
    external: ['esbuild'],
    banner: { js: COMMON_JS },
    minify: true,
    charset: 'utf8',
    legalComments: 'none',
    sourcemap: 'external',
    sourcesContent: false,
    tsconfigRaw: {},
    logLevel: 'error',
  })
  for (const file of outputFiles) await writeOutput(file, name, outDir)
  return startBytes(metafile, `functions/${name}/index.ts`)
}

/** Maps stay outside: Lambda would have to unpack them. */
async function writeOutput({ path, contents }: OutputFile, name: string, outDir: string) {
  const file = path.endsWith('.map')
    ? path.replace(join(outDir, 'functions', name), join(outDir, 'maps', name))
    : path
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, contents)
}

function refuseExcess(sizes: Map<string, number>): void {
  const excesses = Object.entries(FUNCTION_BUNDLES).flatMap(([name, { maxStartBytes: max }]) => {
    const bytes = sizes.get(name) ?? 0
    if (bytes <= max) return []
    return `The function ${name} starts with ${bytes} bytes of code, at most ${max}: load what it needs later with import(), or raise the bound in build/function-bundles.ts`
  })
  if (excesses.length > 0) throw new Error(excesses.join('\n'))
}

if (import.meta.main) {
  const sizes = await buildFunctions({ outDir: join(ROOT, 'dist'), platform: 'linux-arm64' })
  for (const [name, bytes] of sizes) {
    console.log(`dist/functions/${name.padEnd(14)} starts with ${(bytes / 1000).toFixed(0)} KB`)
  }
}
