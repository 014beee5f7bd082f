import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './read-document.ts'

export const DOCUMENTS = [
  'README.md',
  'GLOSSARY.md',
  ...readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
]

/** The test that follows a document; undefined when none does. */
export function testOf(document: string): string | undefined {
  const name = document.replace('docs/', '').replace('.md', '').toLowerCase()
  const path = `test/docs/${name}.test.ts`
  const isThere = existsSync(join(ROOT, path))
  const follows =
    isThere && readFileSync(join(ROOT, path), 'utf8').includes(`describeDocument('${document}'`)
  return follows ? path : undefined
}
