import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fillParts } from '../../build/docs/fill-parts.ts'
import { PARTS } from '../../build/docs/parts.ts'
import { MANAGEMENT_SCOPES } from '../../functions/core/management-scopes.ts'
import { ROOT } from './support/read-document.ts'

const DOCUMENTS = readdirSync(join(ROOT, 'docs'))
  .filter((name) => name.endsWith('.md'))
  .map((name) => ({ name, text: readFileSync(join(ROOT, 'docs', name), 'utf8') }))

describe('what the documents show of the code', () => {
  it.each(DOCUMENTS)('is as the code has it in docs/$name (else: npm run docs)', ({ text }) => {
    expect(fillParts(text)).toBe(text)
  })

  it.each(Object.keys(PARTS))('has its place for %s', (name) => {
    const places = DOCUMENTS.filter(({ text }) => text.includes(`<!-- from code: ${name} -->`))
    expect(places).toHaveLength(1)
  })

  it('is refused when the code has no part of a name', () => {
    const unknown = '<!-- from code: nothing -->\n<!-- end -->'
    expect(() => fillParts(unknown)).toThrow('There is no part nothing')
  })

  it('names for each scope an operation that it is enough for', () => {
    const rows = PARTS['management-scopes']?.().split('\n').slice(2) ?? []
    expect(rows).toHaveLength(MANAGEMENT_SCOPES.length)
    for (const row of rows) expect(row).toMatch(/`(GET|POST|PATCH|PUT|DELETE) \//)
  })
})
