import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { DOCUMENTS } from './support/documents.ts'
import { listBlocks } from './support/list-blocks.ts'
import { OTHER_BLOCKS, UNTESTED } from './support/other-blocks.ts'
import { ROOT } from './support/read-document.ts'

const read = (document: string) => readFileSync(join(ROOT, document), 'utf8')

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
    for (const [, target = ''] of read(document).matchAll(/\]\((?!https?:)([^)\s]+)\)/g)) {
      const [path = '', anchor] = target.split('#')
      const file = path === '' ? join(ROOT, document) : join(ROOT, dirname(document), path)
      expect(existsSync(file), `${target} in ${document}`).toBe(true)
      if (anchor !== undefined) expect(anchorsOf(readFileSync(file, 'utf8'))).toContain(anchor)
    }
  })

  it('lead from the README to every document', () => {
    const readme = read('README.md')
    for (const document of DOCUMENTS.filter((each) => each !== 'README.md')) {
      expect(readme).toContain(`(${document})`)
    }
  })
})

describe('files that the documents name', () => {
  const ROOMS = 'functions|local|hooks|cli|dashboard|infra|build|test|bench|docs'

  it.each(DOCUMENTS)('are there: %s', (document) => {
    for (const [, path = ''] of read(document).matchAll(
      new RegExp(`(?<![\\w./-])((?:${ROOMS})/[\\w./-]*\\w/?)`, 'g'),
    )) {
      expect(existsSync(join(ROOT, path)), `${path} in ${document}`).toBe(true)
    }
  })
})

it('has every room of the code in the architecture', () => {
  const architecture = read('docs/architecture.md')
  const ignored = read('.gitignore')
    .split('\n')
    .map((line) => line.replaceAll('/', ''))
  const foldersIn = (path: string) =>
    readdirSync(join(ROOT, path), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map(({ name }) => name)
      .filter((name) => !ignored.includes(name))
  for (const room of [...foldersIn('.'), ...foldersIn('functions')]) {
    if (!['docs', 'functions', 'hooks'].includes(room)) expect(architecture).toContain(`${room}/\``)
  }
})

describe('every code block', () => {
  const blocks = listBlocks()
  const find = ({ document, has }: { document: string; has: string }) =>
    blocks.filter((block) => block.document === document && block.text.includes(has))

  it.each(DOCUMENTS)('is held to be true by a test, or listed with the reason: %s', (document) => {
    for (const block of blocks.filter((each) => each.document === document)) {
      const place = `${document}:${block.line}`
      if (block.by !== undefined) {
        expect(existsSync(join(ROOT, block.by)), `${block.by}, of ${place}`).toBe(true)
        continue
      }
      const listed = UNTESTED.find((each) => find(each).includes(block))
      expect(listed, `${place} is held by no test:\n${block.text}`).toBeDefined()
      if (block.language === 'sh') expect(block.byHand).toBe(listed?.why)
    }
  })

  it('is listed only if it is there', () => {
    for (const listed of [...OTHER_BLOCKS, ...UNTESTED]) {
      expect(find(listed).length, `${listed.has} in ${listed.document}`).toBeGreaterThan(0)
    }
  })
})
