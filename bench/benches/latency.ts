import { CONTENDERS } from '../contenders/contenders.ts'
import { interleave } from '../measure/interleave.ts'
import { median } from '../measure/statistics.ts'
import type { BenchOptions } from '../options.ts'
import { number, printTable } from '../report/table.ts'

const CONCURRENCIES = [1, 16]

/** Time from request to answer on one core, when one asks and when sixteen do. */
export async function benchLatency(options: BenchOptions): Promise<void> {
  const entries = CONCURRENCIES.flatMap((concurrency) =>
    CONTENDERS.map((contender) => ({ contender, concurrency, place: 'server core' as const })),
  )
  const rounds = await interleave(entries, { ...options, warmupSeconds: options.quick ? 0.1 : 0.3 })
  for (const concurrency of CONCURRENCIES) {
    printTable(
      `Latency on one core, ${concurrency} at a time`,
      ['', 'p50 ms', 'p99 ms', 'per second'],
      entries.flatMap((entry, index) => {
        if (entry.concurrency !== concurrency) return []
        const own = rounds[index] ?? []
        return [
          [
            entry.contender.title,
            number(median(own.map(({ p50Ms }) => p50Ms)), 2),
            number(median(own.map(({ p99Ms }) => p99Ms)), 2),
            number(median(own.map(({ perSecond }) => perSecond)), 0),
          ],
        ]
      }),
    )
  }
}
