import { basename } from 'node:path'
import type { WantedModule } from './choose-packages.ts'

/** A module as one file. */
export interface BundledModule extends WantedModule {
  /** CommonJS. */
  content: string
  /** Whether its source is an ES module. */
  isModule: boolean
}

/** The files of a package as a hook ships it, by their paths within it. */
export function packageFiles(
  { name, version }: { name: string; version: string },
  modules: BundledModule[],
): Map<string, Uint8Array> {
  const files = new Map<string, string>()
  const exports: Record<string, string | { import: string; default: string }> = {}
  for (const module of modules) {
    const stem = stemOf(module.path)
    files.set(`${stem}.cjs`, module.content)
    exports[module.path] = `./${stem}.cjs`
    if (!module.names) continue
    files.set(`${stem}.mjs`, importable(module, basename(stem)))
    exports[module.path] = { import: `./${stem}.mjs`, default: `./${stem}.cjs` }
  }
  const main = files.has('index.cjs') && { main: 'index.cjs' }
  // Without `exports`, `require('x/')` finds the package too.
  const plain = Object.values(exports).every((target) => target === './index.cjs')
  files.set('package.json', JSON.stringify({ name, version, ...main, ...(!plain && { exports }) }))
  return new Map([...files].map(([path, content]) => [path, Buffer.from(content)]))
}

function stemOf(path: string): string {
  if (path === '.') return 'index'
  return path === './index' ? 'index_' : path.slice(2)
}

/** What `import` finds: the exports of an ES module, or `module.exports` and the names the script takes. */
function importable({ isModule, names = [] }: BundledModule, stem: string): string {
  const file = JSON.stringify(`./${stem}.cjs`)
  const lines = [`import exported from ${file}`]
  if (isModule) lines.push(`export * from ${file}`, 'export default exported.default')
  else {
    lines.push('export default exported')
    for (const [i, name] of names.filter((name) => name !== 'default').entries()) {
      const text = JSON.stringify(name)
      lines.push(`const name${i} = exported?.[${text}]`, `export { name${i} as ${text} }`)
    }
  }
  return `${lines.join('\n')}\n`
}
