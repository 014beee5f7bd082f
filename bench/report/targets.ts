import { median } from '../measure/statistics.ts'
import { number, printTable } from './table.ts'

/** What was promised of a figure, and what came. */
export interface Target {
  what: string
  wanted: number
  measured: number
  /** Whether less is better. */
  atMost?: boolean
}

/** Prints each target with what was measured. A bench never fails by a figure. */
export function printTargets(targets: Target[]): void {
  printTable(
    'Targets',
    ['', 'wanted', 'measured', ''],
    targets.map(({ what, wanted, measured, atMost = false }) => {
      const isReached = atMost ? measured <= wanted : measured >= wanted
      return [
        what,
        `${atMost ? 'at most' : 'at least'} ${number(wanted, 2)}`,
        number(measured, 2),
        Number.isNaN(measured) ? 'not known' : isReached ? 'reached' : 'NOT reached',
      ]
    }),
  )
}

/** Round by round. */
export function divide(values: number[], by: number[]): number[] {
  return values.map((value, round) => value / (by[round] ?? Number.NaN))
}

/** The median over the rounds of one figure divided by another of the same round. */
export function medianRatio(of: number[], to: number[]): number {
  return median(divide(of, to))
}
