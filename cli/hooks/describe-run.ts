import { createTwoFilesPatch } from 'diff'
import { FAILURE_CAUSES } from '../../functions/management/contract/failure-causes.ts'
import { style } from '../terminal/print.ts'
import { indented, printable } from '../terminal/printable.ts'
import type { FixtureRun } from './run-fixtures.ts'

/** What a hook did with a fixture, and how that differs from what was expected. */
export function describeRun({ fixture, passed, expected, actual, result }: FixtureRun): string {
  const mark = passed ? style('green', '✓') : style('red', '✗')
  const lines = [
    `${mark} ${style('bold', fixture)} ${describeOutcome(result)} ${style('dim', `${result.duration_ms} ms`)}`,
    ...describeCause(result),
    ...result.console.flatMap(({ level, text }) => indented(`${level}: ${text}`)),
    ...describeToken(result),
    ...result.ignored.map(({ name, reason }) => {
      return style('yellow', printable(`ignored ${name}: ${reason}`))
    }),
    ...(result.error?.stack ?? '')
      .split('\n')
      .filter((line) => line !== '')
      .map(printable),
    ...result.warnings.map((warning) => style('yellow', `warning: ${warning}`)),
  ]
  const text = lines.map((line, index) => (index === 0 ? line : `  ${line}`)).join('\n')
  return expected === undefined || passed
    ? text
    : `${text}\n${describeDifference(expected, actual)}`
}

function describeOutcome({ outcome, oauth_error, cause }: FixtureRun['result']): string {
  if (outcome === 'result') return 'a token'
  if (outcome === 'failed') return style('red', `failed: ${cause}`)
  const { status, error, error_description } = oauth_error ?? {}
  return `refused: ${status} ${error} ${printable(error_description ?? '')}`
}

function describeCause({ outcome, cause }: FixtureRun['result']): string[] {
  const words = outcome === 'failed' ? FAILURE_CAUSES[cause ?? ''] : undefined
  return words === undefined ? [] : [words]
}

function describeToken({ outcome, scope, claims }: FixtureRun['result']): string[] {
  if (outcome !== 'result') return []
  const rows = [['scope', scope.join(' ') || '(none)'] as const, ...Object.entries(claims)]
  return rows.map(([name, value]) => {
    return `${style('cyan', printable(name))}  ${printable(typeof value === 'string' ? value : JSON.stringify(value))}`
  })
}

function describeDifference(expected: unknown, actual: unknown): string {
  const texts = [expected, actual].map((value) => `${JSON.stringify(value, null, 2)}\n`)
  const [before = '', after = ''] = texts
  const patch = createTwoFilesPatch('expected', 'actual', before, after)
  return patch
    .split('\n')
    .filter((line) => /^[-+ ]/.test(line) && !/^(---|\+\+\+)/.test(line))
    .map((line) => {
      const colour = line.startsWith('-') ? 'red' : line.startsWith('+') ? 'green' : 'dim'
      return `  ${style(colour, line)}`
    })
    .join('\n')
}
