import type { Metafile } from 'esbuild'

/** Bytes of an entry point with all that it imports at once, not what it loads later. */
export function startBytes({ outputs }: Metafile, entryPoint: string): number {
  const [entry] =
    Object.entries(outputs).find(([, output]) => output.entryPoint === entryPoint) ?? []
  if (entry === undefined) throw new Error(`esbuild made nothing of ${entryPoint}`)
  const seen = new Set<string>()
  const waiting = [entry]
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (seen.has(path)) continue
    seen.add(path)
    const imports = outputs[path]?.imports ?? []
    waiting.push(
      ...imports.filter(({ kind }) => kind === 'import-statement').map((each) => each.path),
    )
  }
  return [...seen].reduce((sum, path) => sum + (outputs[path]?.bytes ?? 0), 0)
}
