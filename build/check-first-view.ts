import type { Metafile } from 'esbuild'

const MAX_FIRST_VIEW_BYTES = 60 * 1024
const ENTRY = 'dashboard/main.tsx'

/**
 * Throws when any page, opened first, needs more compressed script than 60 KB: the entry, the page,
 * and all that these import at once. What they load later, as the code editor, is not counted.
 */
export function checkFirstView(
  metafile: Metafile,
  compressedBytes: (path: string) => number,
): void {
  const entry = outputWith(metafile, ENTRY)
  const pages = importsOf(metafile, entry, 'dynamic-import')
  for (const page of [undefined, ...pages]) {
    const loaded = new Set<string>()
    collect(metafile, entry, loaded)
    if (page !== undefined) collect(metafile, page, loaded)
    const bytes = [...loaded].reduce((sum, path) => sum + compressedBytes(path), 0)
    if (bytes > MAX_FIRST_VIEW_BYTES) {
      throw new Error(
        `A first view of ${page ?? 'the sign-in'} needs ${bytes} bytes of compressed script, at most ` +
          `${MAX_FIRST_VIEW_BYTES} are allowed: load later what it does not show at once`,
      )
    }
  }
}

function outputWith({ outputs }: Metafile, entryPoint: string): string {
  const found = Object.keys(outputs).find((path) => outputs[path]?.entryPoint === entryPoint)
  if (found === undefined) throw new Error(`The build of the dashboard has no ${entryPoint}`)
  return found
}

/** A file with everything that its import statements name. */
function collect(metafile: Metafile, path: string, loaded: Set<string>): void {
  if (loaded.has(path)) return
  loaded.add(path)
  for (const imported of importsOf(metafile, path, 'import-statement')) {
    collect(metafile, imported, loaded)
  }
}

function importsOf({ outputs }: Metafile, path: string, kind: string): string[] {
  const imports = outputs[path]?.imports ?? []
  return imports.filter((each) => each.kind === kind).map((each) => each.path)
}
