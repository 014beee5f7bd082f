import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fillParts } from './fill-parts.ts'

/** Writes the parts of `docs/*.md` that come from the code. */
const folder = fileURLToPath(new URL('../../docs', import.meta.url))
for (const name of readdirSync(folder).filter((entry) => entry.endsWith('.md'))) {
  const path = join(folder, name)
  const before = readFileSync(path, 'utf8')
  const after = fillParts(before)
  if (after === before) continue
  writeFileSync(path, after)
  console.log(`docs/${name} is written anew`)
}
