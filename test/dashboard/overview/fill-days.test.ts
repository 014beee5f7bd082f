import { expect, it } from 'vitest'
import { fillDays, firstDay } from '../../../dashboard/overview/fill-days.ts'

const now = Date.parse('2026-03-01T00:30:00Z')

it('has every day up to today in UTC, those without events as well', () => {
  const stats = [{ date: '2026-02-27T00:00:00.000Z', logins: 5, refusals: 2, hook_failures: 1 }]
  expect(fillDays(stats, 4, now)).toEqual([
    { date: '2026-02-26', issued: 0, refused: 0, hookFailed: 0 },
    { date: '2026-02-27', issued: 5, refused: 2, hookFailed: 1 },
    { date: '2026-02-28', issued: 0, refused: 0, hookFailed: 0 },
    { date: '2026-03-01', issued: 0, refused: 0, hookFailed: 0 },
  ])
})

it('names the first of them as the Management API takes it', () => {
  expect(firstDay(4, now)).toBe('20260226')
})
