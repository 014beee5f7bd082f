import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { HOOK_LIMITS } from '../../../hooks/runtime/contract.ts'
import { redactSecrets } from '../../../hooks/runtime/redact-secrets.ts'
import { errorOf, hookOf, openHook, textsOf } from '../support/open-hook.ts'

const KEY = 's3cr3t-"value"\\with\'quotes'
const base64 = (text: string) => Buffer.from(text).toString('base64')

/** How many characters of the base64 of both around the key hold no bit of the key. */
function foreignCharacters(before: string, after: string): number {
  const keyEnd = (before.length + KEY.length) * 8
  const end = keyEnd + after.length * 8
  return Math.floor((before.length * 8) / 6) + Math.ceil(end / 6) - Math.ceil(keyEnd / 6)
}

const PADDING = /=*$/.exec(base64(KEY))?.[0]

describe('replaces a secret however it is written', () => {
  test.each([
    ['raw', `a ${KEY} b`, 'a [secret KEY] b'],
    ['twice', `${KEY}${KEY}`, '[secret KEY][secret KEY]'],
    ['as JSON', JSON.stringify({ KEY }), '{"KEY":"[secret KEY]"}'],
    ['inspected', inspect({ KEY }), '{ KEY: `[secret KEY]` }'],
    ['in a URL', `?k=${encodeURIComponent(KEY)}`, '?k=[secret KEY]'],
    ['base64', base64(KEY), `[secret KEY]${PADDING}`],
    ['base64 without padding', base64(KEY).replaceAll('=', ''), '[secret KEY]'],
    ['base64url', Buffer.from(KEY).toString('base64url'), '[secret KEY]'],
  ])('%s', (_, text, expected) => {
    expect(redactSecrets(text, { KEY }, 1000)).toBe(expected)
  })

  test.each(['', 'i', 'id', 'id:', 'id:1', 'id:12', 'id:123'])('base64 behind "%s"', (before) => {
    for (const after of ['', '.', '..', '...']) {
      const redacted = redactSecrets(base64(before + KEY + after), { KEY }, 1000)
      expect(redacted).toContain('[secret KEY]')
      const rest = redacted.replace('[secret KEY]', '').replaceAll('=', '')
      expect(rest).toHaveLength(foreignCharacters(before, after))
    }
  })

  test('base64url whatever bytes there are', () => {
    const text = '\u00ff\u00fe?>~~\u00ff\u00ff'
    expect(redactSecrets(Buffer.from(text).toString('base64url'), { KEY: text }, 1000)).toBe(
      '[secret KEY]',
    )
  })

  test('line by line, as a PEM key is inspected', () => {
    const line = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7'
    const pem = `-----BEGIN PRIVATE KEY-----\n${line}\n${line.toLowerCase()}\n-----END PRIVATE KEY-----\n`
    const redacted = redactSecrets(inspect({ pem }), { KEY: pem }, 1000)
    expect(redacted).not.toContain(line)
    expect(redacted).not.toContain(line.toLowerCase())
  })
})

describe('of several secrets', () => {
  test('the longest wins where one contains another', () => {
    const secrets = { SHORT: 'abcdef', LONG: 'abcdefghij' }
    expect(redactSecrets('abcdefghij abcdef', secrets, 1000)).toBe('[secret LONG] [secret SHORT]')
  })

  test('nothing remains where two overlap', () => {
    const secrets = { A: 'abcdefgh', B: 'efghijkl' }
    expect(redactSecrets('<abcdefghijkl>', secrets, 1000)).toBe('<[secret A]>')
  })

  test('nothing remains where one overlaps itself', () => {
    expect(redactSecrets('<abcabcabcabc>', { A: 'abcabc' }, 1000)).toBe('<[secret A]>')
  })

  test('a name that is another one’s value stays readable', () => {
    const secrets = { secret: 'hunter2', OTHER: 'secret' }
    expect(redactSecrets('hunter2', secrets, 1000)).toBe('[secret secret]')
  })

  test('those of the event count, not those of the one before', () => {
    expect(redactSecrets('first-one second-one', { A: 'first-one' }, 1000)).toBe(
      '[secret A] second-one',
    )
    expect(redactSecrets('first-one second-one', { A: 'second-one' }, 1000)).toBe(
      'first-one [secret A]',
    )
  })
})

test('leaves values of less than six characters alone', () => {
  expect(redactSecrets('12345 123456', { A: '12345', B: '123456' }, 1000)).toBe('12345 [secret B]')
})

test('never leaves a part of a secret at the cut', () => {
  const secret = 'Q-W-E-R-T-Y-U-I-O-P'
  const limit = 100
  for (const length of [90, 1000, 100_000]) {
    for (let at = 60; at <= 130; at++) {
      const text = `${'x'.repeat(at)}${secret}${'x'.repeat(length)}`
      const redacted = redactSecrets(text, { k: secret }, limit)
      expect(redacted.length).toBeLessThanOrEqual(limit)
      expect(redacted).not.toMatch(/[QWERTYUIOP]/)
    }
  }
})

test('a window full of secrets leaves no part of the one at its end', () => {
  const secret = 'Q-W-E-R-T-Y-U-I-O-P'
  const redacted = redactSecrets(secret.repeat(1000), { k: secret }, 500)
  expect(redacted).not.toMatch(/[QWERTYUIOP]/)
  expect(redacted).toMatch(/^(\[secret k\])+/)
})

describe('in what leaves the process', () => {
  const secrets = { KEY: 'hunter2-hunter2' }

  test('console lines, also beyond their bound', async () => {
    const { run } = openHook(
      hookOf(`
        const key = context.webtask.secrets.KEY
        console.log(context.webtask)
        for (let i = 0; i < 40; i++) console.log('x'.repeat(${HOOK_LIMITS.consoleLineCharacters} - i) + key)
        cb()
      `),
    )
    const outcome = await run({ secrets })
    expect(textsOf(outcome)[0]).toContain("secrets: { KEY: '[secret KEY]' }")
    expect(JSON.stringify(outcome)).not.toContain('hunter')
    expect(JSON.stringify(outcome)).not.toMatch(/xh/)
  })

  test.each([
    ['a refusal', 'cb(e)'],
    ['a throw', 'throw e'],
    ['a rejection', 'return Promise.reject(e)'],
    ['a result that is not JSON', 'cb(null, { get a() { throw e } })'],
    ['a late throw', 'cb(); throw e'],
  ])('name, message and stack of %s', async (_, body) => {
    const { run } = openHook(
      hookOf(`
        const key = context.webtask.secrets.KEY
        const e = new Error('no ' + key)
        e.name = 'E' + key
        ${body}
      `),
    )
    const outcome = await run({ secrets })
    expect(JSON.stringify(outcome)).not.toContain('hunter')
    expect(JSON.stringify(outcome)).toContain('no [secret KEY]')
    if (outcome.kind !== 'result') expect(errorOf(outcome).name).toBe('E[secret KEY]')
  })

  test('the result is the hook’s own business', async () => {
    const { run } = openHook(hookOf('cb(null, { key: context.webtask.secrets.KEY })'))
    expect(await run({ secrets })).toMatchObject({ result: { key: 'hunter2-hunter2' } })
  })

  test('a hook that changes its secrets hides nothing', async () => {
    const { run } = openHook(
      hookOf(
        'const { KEY } = context.webtask.secrets; context.webtask.secrets.KEY = "other-other"; console.log(KEY); cb()',
      ),
    )
    expect(textsOf(await run({ secrets }))).toEqual(['[secret KEY]'])
  })
})
