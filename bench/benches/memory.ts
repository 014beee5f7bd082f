import { setTimeout as wait } from 'node:timers/promises'
import type { Contender } from '../contenders/contender.ts'
import { CONTENDERS } from '../contenders/contenders.ts'
import { type LoadGenerator, startLoadGenerator } from '../load/load-generator.ts'
import { checkTokens } from '../measure/check-tokens.ts'
import { readTreeUse } from '../measure/process-tree.ts'
import { median } from '../measure/statistics.ts'
import type { BenchOptions } from '../options.ts'
import { number, printTable } from '../report/table.ts'
import { printTargets } from '../report/targets.ts'

const CONCURRENCY = 16
const MEASURED = CONTENDERS.filter(({ name }) => name !== 'limit-callback')
const SAMPLES = 5
const BETWEEN_SAMPLES_MS = 300
const MIB = 2 ** 20

interface Memory {
  contender: Contender
  /** Resident memory of the server and its children: after the start, after some, after all. */
  mib: number[]
  processes: number
}

/** Memory over many tokens. One contender after the other: time does not matter here. */
export async function benchMemory({ quick }: BenchOptions): Promise<void> {
  if (readTreeUse(process.pid) === undefined) {
    console.log('\nMemory is read from /proc, which is not there: nothing is measured')
    return
  }
  const steps = quick ? [200, 2000] : [10_000, 100_000]
  const load = startLoadGenerator('load core')
  const results: Memory[] = []
  try {
    for (const contender of MEASURED) results.push(await measure(contender, steps, load))
  } finally {
    load.close()
  }
  const tokens = steps.map((step) => `after ${step.toLocaleString('en')}`)
  printTable(
    'Resident memory in MiB, the server with its children',
    ['', 'after start', ...tokens, 'growth', 'processes'],
    results.map(({ contender, mib, processes }) => [
      contender.title,
      ...mib.map((value) => number(value, 0)),
      number(growth(mib), 2),
      String(processes),
    ]),
  )
  const own = results.filter(({ contender }) => contender.name.startsWith('hookmint'))
  printTargets(
    own.map(({ contender, mib }) => ({
      what: `${contender.title}: growth from ${tokens.join(' to ')}`,
      wanted: 1.2,
      measured: growth(mib),
      atMost: true,
    })),
  )
}

async function measure(contender: Contender, steps: number[], load: LoadGenerator) {
  process.stderr.write(`${contender.title}\n`)
  const server = await contender.start('server core')
  try {
    const mib = [await settledMib(server.pid)]
    let given = 0
    for (const step of steps) {
      const { tokens, answers } = await load.run({
        port: server.port,
        requests: [server.request],
        concurrency: CONCURRENCY,
        until: { answers: step - given },
        expect: 'token',
      })
      given += answers
      checkTokens(tokens, server.publicKeys, contender.hookClaims)
      mib.push(await settledMib(server.pid))
    }
    return { contender, mib, processes: readTreeUse(server.pid)?.processes ?? 0 }
  } finally {
    await server.stop()
  }
}

async function settledMib(pid: number): Promise<number> {
  const samples: number[] = []
  while (samples.length < SAMPLES) {
    await wait(BETWEEN_SAMPLES_MS)
    samples.push((readTreeUse(pid)?.rssBytes ?? Number.NaN) / MIB)
  }
  return median(samples)
}

function growth([, some = Number.NaN, all = Number.NaN]: number[]): number {
  return all / some
}
