import { LATENCIES, measurePaths, type TokenPath } from '../aws/measure-paths.ts'
import type { BenchOptions } from '../options.ts'
import { number, printTable } from '../report/table.ts'
import { printTargets } from '../report/targets.ts'

/** Of each kind of token in a round. */
const IN_ROUND = 5

/** What a token of the shipped function asks of AWS, counted at the wire of emulated services. */
export async function benchAwsPath({ rounds, quick }: BenchOptions): Promise<void> {
  const paths = await measurePaths(quick ? 2 : rounds * IN_ROUND)
  const { dynamodb, kms, lambda, manager } = LATENCIES
  printTable(
    `Calls of one token (emulated; DynamoDB ${dynamodb} ms, KMS ${kms}, Invoke ${lambda}, Secrets Manager ${manager})`,
    ['', 'one after the other', 'writes', 'ms', 'of calls', 'calls'],
    Object.values(paths).map((path: TokenPath) => [
      path.title,
      String(path.trips),
      String(path.writes),
      number(path.eventMs, 1),
      number(latencyOf(path), 0),
      Object.entries(path.operations)
        .map(([operation, count]) => (count > 1 ? `${count} ${operation}` : operation))
        .join(', '),
    ]),
  )
  const trips = (what: string, { trips: measured }: TokenPath, wanted: number) => {
    return { what: `Round trips ${what}`, wanted, measured, atMost: true }
  }
  printTargets([
    trips('without a hook', paths.noHook, 2),
    trips('with a hook', paths.hook, 3),
    trips('with a hook whose secrets have just changed', paths.newSecrets, 4),
    trips('without an audience, default not known yet', paths.unknownDefault, 3),
    trips('without an audience, default known', paths.knownDefault, 2),
    {
      what: 'Writes',
      wanted: 0,
      measured: Math.max(...Object.values(paths).map(({ writes }: TokenPath) => writes)),
      atMost: true,
    },
  ])
}

const LATENCY_OF: Record<string, number> = {
  BatchGetItem: LATENCIES.dynamodb,
  Sign: LATENCIES.kms,
  Invoke: LATENCIES.lambda,
  GetSecretValue: LATENCIES.manager,
}

/** What the calls alone take, one after the other. */
function latencyOf({ operations }: TokenPath): number {
  return Object.entries(operations).reduce(
    (sum, [operation, count]) => sum + count * (LATENCY_OF[operation] ?? Number.NaN),
    0,
  )
}
