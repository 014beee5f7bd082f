import { cpus } from 'node:os'
import { installPeers } from './install-peers.ts'
import { canPin } from './measure/pin.ts'
import { type BenchName, type BenchOptions, HELP, parseOptions, UsageError } from './options.ts'

type Bench = (options: BenchOptions) => Promise<void>

/** Loaded when asked for: each bench says what it measures. */
const BENCHES: Record<BenchName, () => Promise<Bench>> = {
  tokens: async () => (await import('./benches/tokens.ts')).benchTokens,
  latency: async () => (await import('./benches/latency.ts')).benchLatency,
  memory: async () => (await import('./benches/memory.ts')).benchMemory,
  start: async () => (await import('./benches/start.ts')).benchStart,
  timing: async () => (await import('./benches/timing.ts')).benchTiming,
  hooks: async () => (await import('./benches/hooks.ts')).benchHooks,
  'cold-start': async () => (await import('./benches/cold-start.ts')).benchColdStart,
  'aws-path': async () => (await import('./benches/aws-path.ts')).benchAwsPath,
  cost: async () => (await import('./benches/cost.ts')).benchCost,
  cli: async () => (await import('./benches/cli.ts')).benchCli,
}

/** What these measure has no peers here. */
const ALONE = new Set<BenchName>(['hooks', 'cli', 'cold-start', 'aws-path', 'cost'])

async function run(options: BenchOptions): Promise<void> {
  if (options.names.some((name) => !ALONE.has(name))) installPeers()
  const [cpu] = cpus()
  console.log(`Node ${process.version}, ${cpus().length} x ${cpu?.model.trim() ?? 'unknown core'}`)
  if (!canPin) {
    console.log('Nothing is held on a core here (that needs taskset and two cores): as if all free')
  }
  if (options.quick) console.log('--quick: the figures mean nothing')
  for (const name of options.names) {
    const bench = await BENCHES[name]()
    await bench(options)
  }
}

async function main(): Promise<void> {
  try {
    const options = parseOptions(process.argv.slice(2))
    if (options.help) process.stdout.write(HELP)
    else await run(options)
  } catch (error) {
    const usage = error instanceof UsageError
    console.error(usage ? `${error.message}\n\n${HELP}` : error)
    process.exitCode = usage ? 2 : 1
  }
}

process.on('SIGINT', () => process.exit(130))
await main()
