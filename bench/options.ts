import { parseArgs } from 'node:util'

export const BENCH_NAMES = [
  'tokens',
  'latency',
  'memory',
  'start',
  'timing',
  'hooks',
  'cold-start',
  'aws-path',
  'cost',
  'cli',
] as const
export type BenchName = (typeof BENCH_NAMES)[number]

/** What `npm run bench -- …` can be told. */
export interface BenchOptions {
  names: BenchName[]
  rounds: number
  seconds: number
  quick: boolean
  help: boolean
}

export const HELP = `Measure Hookmint beside its peers and the physical limit, on this machine.

Usage: npm run bench -- [names] [options]

  tokens     Tokens per second, on one core and with all cores free (what runs without a name)
  latency    Latency at concurrency 1 and 16
  memory     Memory after the start, after 10,000 and after 100,000 tokens
  start      From the start of the process to the first token
  timing     Whether the time of an answer tells an unknown client from a wrong secret
  hooks      Creating a hook, beside the bare start of its process
  cold-start The first event of each function for AWS, beside an empty one and a plain bundle
  aws-path   What one token asks of AWS, counted at the wire of emulated services
  cost       What a million tokens cost by those counts and list prices
  cli        The command line's help, beside a Node process that does nothing

  --rounds N   Rounds of each contender, interleaved (default 7)
  --seconds S  Length of a round (default 2)
  --quick      See whether everything runs: short rounds, figures that mean nothing
  --help       Show this

cold-start, aws-path and cost need the functions: npm run build.
Only ratios within one run mean something: compare no figures of different runs or machines.
`

/** What cannot be understood. */
export class UsageError extends Error {
  override name = 'UsageError'
}

/** Reads the arguments. Throws `UsageError`. */
export function parseOptions(args: string[]): BenchOptions {
  const { values, positionals } = parse(args)
  const unknown = positionals.filter((name) => !BENCH_NAMES.includes(name as BenchName))
  if (unknown.length > 0) throw new UsageError(`There is no bench ${unknown.join(', ')}`)
  const { quick, help } = values
  const rounds = Number(values.rounds ?? (quick ? 1 : 7))
  const seconds = Number(values.seconds ?? (quick ? 0.5 : 2))
  if (!(Number.isInteger(rounds) && rounds > 0)) {
    throw new UsageError(`--rounds must be a whole number from 1 on, not ${values.rounds}`)
  }
  if (!(seconds > 0)) throw new UsageError(`--seconds must be above 0, not ${values.seconds}`)
  const names = positionals.length > 0 ? (positionals as BenchName[]) : (['tokens'] as const)
  return { names: [...names], rounds, seconds, quick, help }
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        rounds: { type: 'string' },
        seconds: { type: 'string' },
        quick: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}
