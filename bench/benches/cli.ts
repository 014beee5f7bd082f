import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { median } from '../measure/statistics.ts'
import type { BenchOptions } from '../options.ts'
import { number, printTable } from '../report/table.ts'
import { divide, medianRatio, printTargets } from '../report/targets.ts'

const BINARY = fileURLToPath(new URL('../../cli/hookmint.mjs', import.meta.url))
/** Of each kind in a round, in turn. */
const IN_ROUND = 10

/** How long the command line takes to say something, beside a Node process that does nothing. */
export async function benchCli({ rounds, quick }: BenchOptions): Promise<void> {
  const kinds: [title: string, args: string[]][] = [
    ['node -e 0', ['-e', '0']],
    ['hookmint --help', [BINARY, '--help']],
    ['hookmint enable --help', [BINARY, 'enable', '--help']],
  ]
  const timesMs = kinds.map((): number[] => [])
  for (const [, args] of kinds) timeOf(args) // The first of each fills the cache of compiled code.
  for (let round = 0; round < rounds; round++) {
    process.stderr.write(`Round ${round + 1} of ${rounds}\n`)
    const inRound = kinds.map((): number[] => [])
    for (let n = 0; n < (quick ? 1 : IN_ROUND); n++) {
      for (const [index, [, args]] of kinds.entries()) inRound[index]?.push(timeOf(args))
    }
    for (const [index, times] of inRound.entries()) timesMs[index]?.push(median(times))
  }
  const [bare = [], help = []] = timesMs
  printTable(
    'Start of the command line, in ms, medians of rounds',
    ['', 'median', 'from', 'to', 'to node -e 0'],
    kinds.map(([title], index) => {
      const own = timesMs[index] ?? []
      const figures = [median(own), Math.min(...own), Math.max(...own)]
      const ratio = number(median(divide(own, bare)), 2)
      return [title, ...figures.map((value) => number(value, 1)), ratio]
    }),
  )
  printTargets([
    {
      what: 'hookmint --help / node -e 0',
      wanted: 2,
      measured: medianRatio(help, bare),
      atMost: true,
    },
  ])
}

/** Of a process, from its start to its end. */
function timeOf(args: string[]): number {
  const startedAt = performance.now()
  const { status } = spawnSync(process.execPath, args, { stdio: 'ignore' })
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}`)
  return performance.now() - startedAt
}
