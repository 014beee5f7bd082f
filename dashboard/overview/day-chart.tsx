import { type Day, nameOf } from './fill-days.ts'

const HEIGHT = 100
/** Of a day's width. */
const BAR_WIDTH = 0.72

/** Times a power of ten. */
const ROUND = [1, 1.5, 2, 3, 4, 5, 6, 8, 10]

interface Series {
  /** Names its colour. */
  name: 'issued' | 'refused' | 'failed'
  countOf: (day: Day) => number
}

const format = new Intl.NumberFormat()

/** Columns by day, of several series one on the other. The table beside it has the numbers. */
export function DayChart(props: {
  title: string
  days: readonly Day[]
  series: readonly Series[]
}) {
  const { title, days, series } = props
  const sumOf = (day: Day) => series.reduce((sum, { countOf }) => sum + countOf(day), 0)
  const top = roundUp(Math.max(...days.map(sumOf)))
  const middle = days[Math.floor(days.length / 2)]
  const label = `${title} by day, at most ${format.format(Math.max(...days.map(sumOf)))} a day`
  return (
    <figure class="chart">
      <figcaption>{title}</figcaption>
      <span class="chart-top" aria-hidden="true">
        {format.format(top)}
      </span>
      <span class="chart-bottom" aria-hidden="true">
        0
      </span>
      <svg
        class="chart-plot"
        viewBox={`0 0 ${days.length} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={label}
      >
        {days.map((day, index) => (
          <Column key={day.date} day={day} index={index} series={series} top={top} />
        ))}
      </svg>
      <div class="chart-days" aria-hidden="true">
        {[days[0], middle, days.at(-1)].map(
          (day) => day && <span key={day.date}>{nameOf(day.date)}</span>,
        )}
      </div>
    </figure>
  )
}

function Column(props: { day: Day; index: number; series: readonly Series[]; top: number }) {
  const { day, index, series, top } = props
  let below = 0
  return (
    <g class="chart-column">
      <title>
        {nameOf(day.date)}: {format.format(day.issued)} issued, {format.format(day.refused)} refused
        {day.hookFailed > 0 && `, ${format.format(day.hookFailed)} of these by a failed hook`}
      </title>
      <rect class="chart-room" x={index} y={0} width={1} height={HEIGHT} />
      {series.map(({ name, countOf }) => {
        const height = (countOf(day) / top) * HEIGHT
        below += height
        return (
          <rect
            key={name}
            class={`bar bar-${name}`}
            x={index + (1 - BAR_WIDTH) / 2}
            y={HEIGHT - below}
            width={BAR_WIDTH}
            height={height}
          />
        )
      })}
    </g>
  )
}

/** The next round number, so that the axis ends at one that says something. */
function roundUp(value: number): number {
  if (value <= 1) return 1
  const power = 10 ** Math.floor(Math.log10(value))
  const step = ROUND.find((each) => value <= each * power) ?? 10
  return step * power
}
