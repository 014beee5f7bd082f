import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { startAwsServices } from '../aws/aws-services.ts'
import { makePlainModules } from '../aws/bundle-plainly.ts'
import { firstEvents } from '../aws/first-events.ts'
import { functionModule } from '../aws/function-modules.ts'
import { type FunctionStart, startFunction } from '../aws/start-function.ts'
import { median } from '../measure/statistics.ts'
import type { BenchOptions } from '../options.ts'
import { number, printTable } from '../report/table.ts'
import { medianRatio, printTargets } from '../report/targets.ts'

/** Fresh processes of each in a round, in turn. */
const IN_ROUND = 3

const NO_EVENT = { eventMs: Number.NaN }

interface Entry {
  title: string
  module: string
  event: object | undefined
}

/**
 * From nothing of a function loaded to the answer of its first event, in fresh processes, with
 * services that answer at once.
 */
export async function benchColdStart({ rounds, quick }: BenchOptions): Promise<void> {
  const services = await startAwsServices()
  const plain = await makePlainModules()
  const stack = createServer((_, response) => response.end())
  await once(stack.listen(0, '127.0.0.1'), 'listening')
  const stackUrl = `http://127.0.0.1:${(stack.address() as AddressInfo).port}/`
  try {
    const shipped = firstEvents(services, stackUrl).map(([name, event]): Entry => {
      return { title: name, module: functionModule(name), event }
    })
    const tokenEvent = shipped[0]?.event
    const entries: Entry[] = [
      { title: 'an empty handler', module: plain.empty, event: {} },
      { title: 'token, bundled plainly', module: plain.plainToken, event: tokenEvent },
      ...shipped,
    ]
    const times = await measure(entries, services.variables, quick ? 1 : rounds * IN_ROUND)
    report(entries, times)
  } finally {
    stack.close()
    await plain.remove()
    await services.close()
  }
}

type Times = Record<keyof FunctionStart | 'eventMs', number[]>

async function measure(
  entries: Entry[],
  variables: Record<string, string>,
  rounds: number,
): Promise<Times[]> {
  const times = entries.map(
    (): Times => ({ initMs: [], initCpuMs: [], loadCpuMs: [], eventMs: [] }),
  )
  for (let round = -1; round < rounds; round++) {
    if (round >= 0) process.stderr.write(`Round ${round + 1} of ${rounds}\n`)
    for (const [place, { module, event }] of entries.entries()) {
      const started = await startFunction(module, variables)
      const { eventMs } = event === undefined ? NO_EVENT : await started.send(event)
      await started.stop()
      // The first time, files come from the disk.
      if (round < 0) continue
      for (const [name, values] of Object.entries(times[place] ?? {})) {
        values.push({ ...started, eventMs }[name as keyof Times])
      }
    }
  }
  return times
}

function report(entries: Entry[], times: Times[]): void {
  printTable(
    'Cold start, in ms of time and of processors: code to its first call, whole start, first event',
    ['', 'code, processor', 'start, processor', 'start', 'at least', 'first event'],
    times.map(({ initMs, initCpuMs, loadCpuMs, eventMs }, place) => [
      entries[place]?.title ?? '',
      number(median(loadCpuMs), 1),
      number(median(initCpuMs), 1),
      number(median(initMs), 1),
      number(Math.min(...initMs), 1),
      number(median(eventMs), 1),
    ]),
  )
  const codeOf = (title: string) =>
    times[entries.findIndex((entry) => entry.title === title)]?.loadCpuMs ?? []
  const [token, plainToken] = [codeOf('token'), codeOf('token, bundled plainly')]
  printTargets([
    {
      // Of processors: what else runs on this machine does not count.
      what: 'Code of token / of the same handler bundled plainly, processor time',
      wanted: 0.6,
      measured: medianRatio(token, plainToken),
      atMost: true,
    },
  ])
}
