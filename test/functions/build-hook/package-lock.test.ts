import { describe, expect, it } from 'vitest'
import { checkNewLock, readLock } from '../../../functions/build-hook/package-lock.ts'

const lockWith = (packages: object) => JSON.stringify({ lockfileVersion: 3, packages })
const ROOT = { dependencies: { a: '^1.0.0' } }

describe('a recorded lock', () => {
  it('gives what it was made for', () => {
    const lock = lockWith({ '': ROOT, 'node_modules/a': { version: '1.0.0' } })
    expect(readLock(lock, ['a'])).toEqual({ dependencies: { a: '^1.0.0' } })
  })

  it.each([
    ['of other packages', { '': ROOT }, ['b']],
    ['of fewer packages', { '': ROOT }, ['a', 'b']],
    [
      'with an address',
      { '': ROOT, 'node_modules/a': { resolved: 'https://a.example/a.tgz' } },
      ['a'],
    ],
    ['with a link', { '': ROOT, 'node_modules/a': { link: true } }, ['a']],
    ['of nothing', {}, ['a']],
  ])('is refused when it is one %s', (_, packages, slots) => {
    expect(() => readLock(lockWith(packages), slots)).toThrow(/Save the hook anew/)
  })
})

it('refuses a new lock of more than 150 KB', () => {
  expect(checkNewLock(' '.repeat(153_600))).toHaveLength(153_600)
  expect(() => checkNewLock(' '.repeat(153_601))).toThrow(/153601 bytes; at most 153600/)
})
