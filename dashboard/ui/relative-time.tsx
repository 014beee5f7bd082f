import { useEffect, useState } from 'preact/hooks'

const UNITS: readonly [Intl.RelativeTimeFormatUnit, seconds: number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
]
const RENEW_MS = 20_000

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })
const absolute = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'long' })

/** How long ago something was, with the time itself on hover. `at` in ISO 8601. */
export function RelativeTime({ at }: { at: string }) {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), RENEW_MS)
    return () => clearInterval(timer)
  }, [])
  return (
    <time dateTime={at} title={absolute.format(new Date(at))}>
      {inWords((Date.parse(at) - now) / 1000)}
    </time>
  )
}

function inWords(seconds: number): string {
  const unit = UNITS.find(([, length]) => Math.abs(seconds) >= length)
  if (unit === undefined) return seconds > 0 ? 'in a moment' : 'just now'
  const [name, length] = unit
  return relative.format(Math.round(seconds / length), name)
}
