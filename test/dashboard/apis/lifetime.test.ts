import { expect, it } from 'vitest'
import { inWords, problemOf } from '../../../dashboard/apis/lifetime.ts'

it.each([
  [86_400, '1 day'],
  [5_400, '1 hour 30 minutes'],
  [2_592_000, '30 days'],
  [90_061, '1 day 1 hour 1 minute 1 second'],
])('says %i seconds as %s', (seconds, words) => {
  expect(inWords(seconds)).toBe(words)
})

it.each([0, -1, 1.5, 2_592_001, Number.NaN])('refuses %d seconds', (seconds) => {
  expect(problemOf(seconds)).toContain('A whole number of seconds')
})

it('takes everything between a second and 30 days', () => {
  expect([1, 2_592_000].map(problemOf)).toEqual([undefined, undefined])
})
