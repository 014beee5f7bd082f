import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { errorOf, openHook, resultOf } from '../support/open-hook.ts'

const TEMPLATE = new URL('../../../hooks/templates/credentials-exchange.js', import.meta.url)
const text = readFileSync(TEMPLATE, 'utf8')

/** The template with the commented line that contains `part` made code. */
function withLine(part: string): string {
  const lines = text
    .split('\n')
    .map((line) => (line.includes(part) ? line.replace('// ', '') : line))
  const uncommented = lines.join('\n')
  expect(uncommented).not.toBe(text)
  return uncommented
}

test('the starter hook leaves the scopes as they are', async () => {
  const outcome = await openHook(text).run({ scope: ['a', 'b'] })
  expect(resultOf(outcome)).toEqual({ scope: ['a', 'b'] })
  expect(text).toContain('access_token.scope = scope; // do not remove this line')
})

describe('each of its commented lines works', () => {
  test.each([
    ['https://example.com/plan', { scope: ['a'], 'https://example.com/plan': 'free' }],
    ["push('extra')", { scope: ['a', 'extra'] }],
  ])('%s', async (part, result) => {
    expect(resultOf(await openHook(withLine(part)).run({ scope: ['a'] }))).toEqual(result)
  })

  test.each(['InvalidScopeError', 'InvalidRequestError', 'ServerError'])('%s', async (name) => {
    const outcome = await openHook(withLine(name)).run()
    expect(outcome.kind).toBe('refused')
    expect(errorOf(outcome).name).toBe(name)
  })
})
