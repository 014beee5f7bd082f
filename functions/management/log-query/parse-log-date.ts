const DATE =
  /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d)(?::(\d\d)(?::(\d\d)(?:\.(\d{1,3})\d*)?)?)?(Z|[+-]\d\d:?\d\d)?)?)?)?$/i

/** Of a day, an hour, a minute, a second and a millisecond. */
const LENGTHS_MS = [86_400_000, 3_600_000, 60_000, 1000, 1]

/**
 * The time that a date of any precision, from a year to a millisecond, stands for: from `since` to
 * before `until` in milliseconds since the epoch, in UTC unless it says otherwise. Undefined for
 * what is no date.
 */
export function parseLogDate(text: string): { since: number; until: number } | undefined {
  const [all, year, month, day, hour, minute, second, fraction, zone] = DATE.exec(text) ?? []
  if (all === undefined) return undefined
  const start = Date.parse(
    `${year}-${month ?? '01'}-${day ?? '01'}T${hour ?? '00'}:${minute ?? '00'}:${second ?? '00'}` +
      `.${(fraction ?? '').padEnd(3, '0')}Z`,
  )
  const isReal = new Date(start || 0).getUTCDate() === Number(day ?? 1)
  if (Number.isNaN(start) || !isReal) return undefined
  const since = start - offsetMs(zone)
  if (month === undefined) return { since, until: Date.UTC(Number(year) + 1, 0) }
  if (day === undefined) return { since, until: Date.UTC(Number(year), Number(month)) }
  const precision = [hour, minute, second, fraction].filter((part) => part !== undefined).length
  return { since, until: since + (LENGTHS_MS[precision] ?? 1) }
}

/** Of `Z`, `+01:00` or `-0130`. */
function offsetMs(zone = 'Z'): number {
  const [sign, ...digits] = zone.replace(':', '')
  if (digits.length === 0) return 0
  const [hours, minutes] = [digits.slice(0, 2), digits.slice(2)].map((pair) =>
    Number(pair.join('')),
  )
  return (sign === '-' ? -1 : 1) * ((hours ?? 0) * 60 + (minutes ?? 0)) * 60_000
}
