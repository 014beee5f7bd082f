import { randomBytes } from 'node:crypto'
import { contendersNamed } from '../contenders/contenders.ts'
import type { RequestShape } from '../load/job.ts'
import { startLoadGenerator } from '../load/load-generator.ts'
import { type Difference, median, medianDifference } from '../measure/statistics.ts'
import type { BenchOptions } from '../options.ts'
import { number, printTable } from '../report/table.ts'

const BATCHES = 1000
const WARM_UP = 50
const DRAWS = 1000
/** Of each kind and address: the server pauses a client and address that fail 20 times. */
const EACH_PER_BATCH = 15

/**
 * Whether the time of a refusal tells an unknown client from a wrong secret. Both are sent in a
 * random order; as a control, unknown clients are also sent under two ids that differ in nothing.
 * Every few answers the load comes from another address of this machine's 127.0.0.0/8.
 */
export async function benchTiming({ quick }: BenchOptions): Promise<void> {
  if (process.platform !== 'linux') {
    console.log('\nThe timing bench needs many local addresses, as Linux has: nothing is measured')
    return
  }
  const [contender] = contendersNamed('hookmint')
  if (contender === undefined) throw new Error('Hookmint is not among the contenders')
  const server = await contender.start('server core')
  const load = startLoadGenerator('load core')
  try {
    const requests = refusedRequests(server.request)
    const times = requests.map((): number[] => [])
    const batches = quick ? WARM_UP + 20 : BATCHES
    for (let batch = 0; batch < batches; batch++) {
      const { latenciesMs } = await load.run({
        port: server.port,
        requests,
        localAddress: `127.1.${batch >> 8}.${batch & 255}`,
        concurrency: 1,
        until: { answers: requests.length * EACH_PER_BATCH },
        expect: 'refusal',
      })
      if (batch < WARM_UP) continue
      for (const [place, own] of times.entries()) own.push(...(latenciesMs[place] ?? []))
    }
    report(times.map((own) => Float64Array.from(own, (ms) => ms * 1000)))
  } finally {
    load.close()
    await server.stop()
  }
}

/** A wrong secret, an unknown client, and another unknown client. */
function refusedRequests(request: RequestShape): RequestShape[] {
  const parameters = JSON.parse(request.body)
  const shaped = (changed: object): RequestShape => ({
    ...request,
    body: JSON.stringify({ ...parameters, ...changed }),
  })
  const clientId = () => randomBytes(24).toString('base64url')
  const { length } = parameters.client_secret as string
  const client_secret = randomBytes(length).toString('base64url').slice(0, length)
  return [
    shaped({ client_secret }),
    shaped({ client_id: clientId(), client_secret }),
    shaped({ client_id: clientId(), client_secret }),
  ]
}

function report([wrong, unknown, alsoUnknown]: Float64Array[]): void {
  if (!wrong || !unknown || !alsoUnknown) throw new Error('There are no times to compare')
  const difference = medianDifference(wrong, unknown, DRAWS)
  const control = medianDifference(unknown, alsoUnknown, DRAWS)
  printTable(
    'Time of a refusal in us, medians; differences with a 95 % interval',
    ['', 'median', 'from', 'to'],
    [
      ['wrong secret', number(median(wrong), 2), '', ''],
      ['unknown client', number(median(unknown), 2), '', ''],
      row('difference', difference),
      row('control: unknown client, another id', control),
    ],
  )
  const isWithin = difference.low <= 0 && difference.high >= 0
  const relative = Math.abs(difference.value) / median(unknown)
  console.log(
    `\n  ${wrong.length + unknown.length + alsoUnknown.length} answers. The interval ` +
      `${isWithin ? 'contains 0: the time tells nothing' : 'does not contain 0'}; ` +
      `the difference is ${number(relative * 100, 2)} % of the time of an answer.`,
  )
}

function row(title: string, { value, low, high }: Difference): string[] {
  return [title, number(value, 2), number(low, 2), number(high, 2)]
}
