import type { ContenderName } from '../contenders/contender.ts'
import { CONTENDERS, contendersNamed } from '../contenders/contenders.ts'
import { type Entry, interleave } from '../measure/interleave.ts'
import type { Round } from '../measure/measure-round.ts'
import { median } from '../measure/statistics.ts'
import type { BenchOptions } from '../options.ts'
import { number, printTable } from '../report/table.ts'
import { divide, medianRatio, printTargets } from '../report/targets.ts'

const CONCURRENCY = 16
/** Of a core's second, in ms; below it somebody else had the rest. */
const QUIET_SHARE_MS = 930

const COLUMNS = [
  '',
  'per second',
  'of the limit',
  'from',
  'to',
  'CPU ms',
  'CPU ratio',
  'p50 ms',
  'p99 ms',
]

const ENTRIES: Entry[] = [
  ...CONTENDERS.map((contender) => entry(contender, 'server core')),
  ...contendersNamed('limit-callback', 'hookmint', 'hookmint-hook').map((contender) =>
    entry(contender, 'anywhere'),
  ),
]

/** Tokens per second, each contender on one core beside the load generator, then with cores free. */
export async function benchTokens(options: BenchOptions): Promise<void> {
  const warmupSeconds = options.quick ? 0.2 : 0.5
  const rounds = await interleave(ENTRIES, { ...options, warmupSeconds })
  for (const place of ['server core', 'anywhere'] as const) {
    printTable(
      place === 'server core'
        ? `Tokens on one core, ${CONCURRENCY} requests at a time (the load on the other core)`
        : `Tokens with all cores free (shared with the load), ${CONCURRENCY} requests at a time`,
      COLUMNS,
      ENTRIES.flatMap((each, index) =>
        each.place === place ? [row(each.contender.title, rounds[index], rounds[0])] : [],
      ),
    )
  }
  console.log(
    '\n  of the limit: median of the ratios within a round, and their range. CPU ms: processor time of' +
      '\n  the server and its children per token; CPU ratio: that of the limit divided by it, which other' +
      '\n  work on the machine disturbs least.',
  )
  printTargets(targets(rounds, isDisturbed(rounds[0]) ? perCpuSecond : perSecond))
}

function entry(contender: Entry['contender'], place: Entry['place']): Entry {
  return { contender, place, concurrency: CONCURRENCY }
}

function row(title: string, rounds: Round[] = [], limitRounds: Round[] = []): string[] {
  const ratios = divide(perSecond(rounds), perSecond(limitRounds))
  return [
    title,
    number(median(perSecond(rounds)), 0),
    number(median(ratios), 2),
    number(Math.min(...ratios), 2),
    number(Math.max(...ratios), 2),
    number(median(cpuMs(rounds)), 3),
    number(median(divide(cpuMs(limitRounds), cpuMs(rounds))), 2),
    number(median(rounds.map(({ p50Ms }) => p50Ms)), 2),
    number(median(rounds.map(({ p99Ms }) => p99Ms)), 2),
  ]
}

/** Whether the limit, which keeps its core busy, did not get all of it; says so. */
function isDisturbed(limitRounds: Round[] = []): boolean {
  const share = median(limitRounds.map(({ perSecond, cpuMs = Number.NaN }) => perSecond * cpuMs))
  if (!(share < QUIET_SHARE_MS)) return false
  console.log(
    `\n  The machine was busy: the limit had ${number(share / 10, 0)} % of its core. A server of many threads gets` +
      '\n  more of such a core than one of a single thread: the targets below go by the CPU ratio.',
  )
  return true
}

function targets(rounds: Round[][], speed: (rounds?: Round[]) => number[]) {
  const of = (name: ContenderName, place: Entry['place']) =>
    rounds[ENTRIES.findIndex((e) => e.contender.name === name && e.place === place)]
  const limit = speed(rounds[0])
  const plain = speed(of('hookmint', 'server core'))
  const hooked = speed(of('hookmint-hook', 'server core'))
  const oidc = speed(of('oidc-provider', 'server core'))
  const jmondi = speed(of('jmondi', 'server core'))
  // How much faster two cores are, processor time cannot tell.
  const free = speed === perSecond ? perSecond(of('hookmint', 'anywhere')) : []
  return [
    { what: 'One core, no hook, of the limit', wanted: 1, measured: medianRatio(plain, limit) },
    { what: 'One core, hook, of the limit', wanted: 0.8, measured: medianRatio(hooked, limit) },
    { what: 'The same, as aimed at', wanted: 0.9, measured: medianRatio(hooked, limit) },
    { what: 'Cores free, no hook, of the limit', wanted: 1.5, measured: medianRatio(free, limit) },
    { what: 'One core, hook, of oidc-provider', wanted: 1.4, measured: medianRatio(hooked, oidc) },
    { what: 'One core, hook, of @jmondi', wanted: 1.1, measured: medianRatio(hooked, jmondi) },
  ]
}

function perCpuSecond(rounds: Round[] = []): number[] {
  return cpuMs(rounds).map((ms) => 1000 / ms)
}

function perSecond(rounds: Round[] = []): number[] {
  return rounds.map((round) => round.perSecond)
}

function cpuMs(rounds: Round[]): number[] {
  return rounds.map((round) => round.cpuMs ?? Number.NaN)
}
