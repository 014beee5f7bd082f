import { InvalidArgumentError } from '@commander-js/extra-typings'

const UNIT_MS: Record<string, number> = { s: 1e3, m: 60e3, h: 3600e3, d: 86_400e3 }

/** The smallest log id of a time: `900`, the UTC time to the millisecond, and zeros. */
export function logIdOf(time: number): string {
  const digits = new Date(time).toISOString().replace(/\D/g, '')
  return `900${digits}${'0'.repeat(12)}`
}

/** Milliseconds since 1970 of `10m`, `2h`, `1d` ago, or of a date. */
export function readSince(text: string): number {
  const [, count, unit = ''] = /^(\d{1,6})([smhd])$/.exec(text) ?? []
  const time =
    count === undefined ? Date.parse(text) : Date.now() - Number(count) * (UNIT_MS[unit] ?? 0)
  if (Number.isNaN(time)) {
    throw new InvalidArgumentError(
      'It must be like 30s, 10m, 2h, 1d, or a date like 2026-11-26T10:00Z.',
    )
  }
  return time
}
