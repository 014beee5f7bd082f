import { type BuildResult, build, type Plugin } from 'esbuild'
import type { WantedPackage } from './choose-packages.ts'
import { describeBundleFailure } from './describe-bundle-failure.ts'
import { findEntries, type ModuleEntry } from './find-entries.ts'
import type { Installed } from './install-packages.ts'
import { packageFiles } from './package-files.ts'
import { stayInFolder } from './stay-in-folder.ts'

/** What an ES module finds in `import.meta` once it is CommonJS. */
const IMPORT_META = {
  'import.meta.url': '__hookmint_url',
  'import.meta.filename': '__filename',
  'import.meta.dirname': '__dirname',
}
const DEFINE_URL = 'var __hookmint_url = require("node:url").pathToFileURL(__filename).href;'
const HEAD = /^(?:#!.*\n)?(?:"use strict";\n)?/

/**
 * Bundles every module that the script requires into one file of its own, by its path under the
 * hook's folder. Deterministic: no path of this machine is in it. Throws `HookBuildError`.
 */
export async function bundleModules(
  wanted: WantedPackage[],
  installed: Installed,
): Promise<Map<string, Uint8Array>> {
  const entries = await findEntries(wanted, installed)
  const files = new Map<string, Uint8Array>()
  for (const { folder } of wanted) {
    const own = entries.filter((entry) => entry.package.folder === folder)
    const modules = []
    for (const entry of own) modules.push(await bundleEntry(entry, entries, installed))
    const [first] = own
    if (!first) continue
    for (const [path, content] of packageFiles(first.installed, modules)) {
      files.set(`node_modules/${folder}/${path}`, content)
    }
  }
  return files
}

async function bundleEntry(entry: ModuleEntry, entries: ModuleEntry[], installed: Installed) {
  const result = await runBuild(
    entry,
    installed.folder,
    stayInFolder({ entry, entries, installed }),
  )
  const text = result.outputFiles[0]?.text ?? ''
  const format = Object.entries(result.metafile.inputs).find(([path]) => path === entry.file)?.[1]
    .format
  const content = text.includes('__hookmint_url')
    ? text.replace(HEAD, (head) => `${head}${DEFINE_URL}\n`)
    : text
  return { ...entry.module, content, isModule: format === 'esm' }
}

async function runBuild(entry: ModuleEntry, folder: string, plugin: Plugin) {
  try {
    return (await build({
      absWorkingDir: folder,
      entryPoints: [`./${entry.file}`],
      outfile: 'bundle.cjs',
      bundle: true,
      write: false,
      metafile: true,
      platform: 'node',
      format: 'cjs',
      target: 'node24',
      // As Node has it: without the condition `module` that bundlers add.
      conditions: [],
      tsconfigRaw: {},
      legalComments: 'none',
      charset: 'utf8',
      logLevel: 'silent',
      define: IMPORT_META,
      plugins: [plugin],
    })) satisfies BuildResult
  } catch (error) {
    throw describeBundleFailure(error, entry)
  }
}
