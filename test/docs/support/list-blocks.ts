import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DOCUMENTS, testOf } from './documents.ts'
import { OTHER_BLOCKS } from './other-blocks.ts'
import { ROOT, readDocument } from './read-document.ts'

/** A code block of a document. */
export interface Block {
  document: string
  line: number
  language: string
  text: string
  /** The file that runs it, or compares it with what is so; absent when nothing does. */
  by?: string
  /** Why nothing can run it. */
  byHand?: string
}

const FENCED = /^```(\w*)\n([\s\S]*?)^```$/gm

/** Every code block of every document. */
export function listBlocks(): Block[] {
  return DOCUMENTS.flatMap(blocksOf)
}

function blocksOf(document: string): Block[] {
  const markdown = readFileSync(join(ROOT, document), 'utf8')
  const followed = new Set(testOf(document) ? readDocument(document).map(({ text }) => text) : [])
  let shownBy: string | undefined
  return [...markdown.matchAll(FENCED)].map((match): Block => {
    const [, language = '', text = ''] = match
    const line = markdown.slice(0, match.index).split('\n').length
    const before = markdown.slice(0, match.index).trimEnd()
    const comment = /<!-- (.+) -->$/.exec(before)?.[1] ?? ''
    const [, hand] = /^run by hand: (.+)$/.exec(comment) ?? []
    const block = { document, line, language, text }
    if (hand !== undefined) return { ...block, byHand: hand }
    const by = findTest()
    shownBy = language === 'text' ? undefined : by
    return { ...block, ...(by !== undefined && { by }) }

    function findTest(): string | undefined {
      const [, file] = /^run by (\S+)$/.exec(comment) ?? []
      if (file !== undefined) return file
      if (comment.startsWith('from code: ')) return 'test/docs/parts.test.ts'
      if (followed.has(text)) return testOf(document)
      if (language === 'text' && before.endsWith('```') && shownBy) return shownBy
      return OTHER_BLOCKS.find((other) => other.document === document && text.includes(other.has))
        ?.by
    }
  })
}
