import { readFile, realpath } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'
import type { OnLoadArgs, OnLoadResult, OnResolveArgs, Plugin } from 'esbuild'
import { HookBuildError } from '../core/errors.ts'
import type { ModuleEntry } from './find-entries.ts'
import type { Installed } from './install-packages.ts'
import { createNativeCheck } from './refuse-native-code.ts'

/** Marks our own questions to esbuild's resolver. */
const ASKED = Symbol('asked')
const SCRIPTS = new Set(['.js', '.cjs', '.mjs', ''])
/** What stands for a file that Node could only load as text that is no script. */
const UNREADABLE =
  'throw Object.assign(new Error("This file is no script"), { code: "MODULE_NOT_FOUND" })'

/**
 * Lets esbuild bundle one module's files, and read none outside of the folder, whatever the
 * packages say. What cannot be found stays a `require` that fails when it runs, if it runs. A
 * package that the script requires too stays one: there is one `moment`, not a copy in each.
 */
export function stayInFolder(options: {
  entry: ModuleEntry
  entries: ModuleEntry[]
  installed: Installed
}): Plugin {
  const { entry, entries, installed } = options
  const shared = new Map<string, string>()
  for (const other of entries) {
    if (other.module.path !== '.' || other.file === entry.file) continue
    shared.set(join(installed.folder, other.file), other.package.folder)
  }
  const checkNative = createNativeCheck(installed.tree)
  return {
    name: 'stay-in-folder',
    setup({ onResolve, onLoad, resolve }) {
      onResolve({ filter: /.*/ }, async (args: OnResolveArgs) => {
        if (args.pluginData === ASKED) return undefined
        if (args.kind === 'entry-point') {
          checkNative(join(installed.folder, entry.file), '')
          return undefined
        }
        const { path, importer, namespace, resolveDir, kind } = args
        const question = {
          importer,
          namespace,
          resolveDir,
          kind,
          with: args.with,
          pluginData: ASKED,
        }
        const found = await resolve(path, question)
        if (found.errors.length > 0) return { path, external: true }
        if (found.external || found.namespace !== 'file') return undefined
        await requireInFolder(found.path, installed.folder, path)
        if (kind === 'require-call' && shared.has(found.path)) {
          return { path: shared.get(found.path), external: true }
        }
        return checkNative(found.path, importer) ? undefined : { path, external: true }
      })
      onLoad({ filter: /.*/, namespace: 'file' }, async (args) => {
        await requireInFolder(args.path, installed.folder, args.path)
        return loadFile(args)
      })
    },
  }
}

async function loadFile(args: OnLoadArgs): Promise<OnLoadResult> {
  const extension = extname(args.path)
  const { type = 'json', ...others } = args.with
  if (type !== 'json' || Object.keys(others).length > 0) {
    throw new HookBuildError(`A package imports a file as "${type}", which Node cannot do.`)
  }
  if (extension === '.json') return { contents: await readFile(args.path), loader: 'json' }
  if (SCRIPTS.has(extension)) return { contents: await readFile(args.path), loader: 'js' }
  return { contents: UNREADABLE, loader: 'js' }
}

async function requireInFolder(path: string, folder: string, request: string): Promise<void> {
  if (await isInFolder(path, folder)) return
  throw new HookBuildError(
    `A package requires "${request}", a file outside of all packages. Require another version or package.`,
  )
}

/** Whether a file, links followed, lies in the folder's `node_modules`. */
export async function isInFolder(path: string, folder: string): Promise<boolean> {
  const real = await realpath(path).catch(() => '')
  return real.startsWith(join(folder, 'node_modules') + sep)
}
