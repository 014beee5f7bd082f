import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT, readDocument } from './support/read-document.ts'

const DOCUMENTS = [
  'README.md',
  'GLOSSARY.md',
  ...readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
]

/** Headings as GitHub names them in addresses. */
function anchorsOf(markdown: string): string[] {
  return [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  )
}

describe('links between the documents', () => {
  it.each(DOCUMENTS)('lead somewhere in %s', (document) => {
    const markdown = readFileSync(join(ROOT, document), 'utf8')
    for (const [, target = ''] of markdown.matchAll(/\]\((?!https?:)([^)\s]+)\)/g)) {
      const [path = '', anchor] = target.split('#')
      const file = path === '' ? join(ROOT, document) : join(ROOT, dirname(document), path)
      expect(existsSync(file), `${target} in ${document}`).toBe(true)
      if (anchor !== undefined) expect(anchorsOf(readFileSync(file, 'utf8'))).toContain(anchor)
    }
  })
})

describe('the commands of a document', () => {
  const hasCommands = (document: string) =>
    readDocument(document).some(({ kind }) => kind !== 'file')

  it.each(DOCUMENTS.filter(hasCommands))('are run by a test: %s', (document) => {
    const name = document.replace('docs/', '').replace('.md', '').toLowerCase()
    const test = readFileSync(join(ROOT, 'test/docs', `${name}.test.ts`), 'utf8')
    expect(test).toContain(`describeDocument('${document}'`)
  })
})
