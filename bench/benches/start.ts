import { fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { RunningServer } from '../contenders/contender.ts'
import { CONTENDERS } from '../contenders/contenders.ts'
import { startHookmintIn } from '../contenders/hookmint.ts'
import { disableHook, makeDataFolder } from '../contenders/hookmint-data.ts'
import { type LoadGenerator, startLoadGenerator } from '../load/load-generator.ts'
import { checkTokens } from '../measure/check-tokens.ts'
import { median } from '../measure/statistics.ts'
import type { BenchOptions } from '../options.ts'
import { number, printTable } from '../report/table.ts'
import { DEMO } from '../servers/demo.ts'

const FORKED = fileURLToPath(new URL('../servers/forked.ts', import.meta.url))

/** What is started; gives the time to its first token (or its end) in milliseconds. */
type Start = (load: LoadGenerator) => Promise<number>

/** From the start of a process to the first token, all cores free. */
export async function benchStart({ rounds }: BenchOptions): Promise<void> {
  const withHook = await makeTenant()
  const withoutHook = await makeTenant()
  disableHook(withoutHook)
  const starts = allStarts(withHook, withoutHook)
  const timesMs = starts.map((): number[] => [])
  const load = startLoadGenerator('anywhere')
  try {
    for (let round = 0; round < rounds; round++) {
      process.stderr.write(`Round ${round + 1} of ${rounds}\n`)
      for (const [index, [, start]] of starts.entries()) timesMs[index]?.push(await start(load))
    }
  } finally {
    load.close()
    for (const dataDir of [withHook, withoutHook]) await rm(dataDir, { recursive: true })
  }
  printTable(
    'Start to first token, in ms',
    ['', 'median', 'from', 'to'],
    starts.map(([title], index) => {
      const own = timesMs[index] ?? []
      return [
        title,
        number(median(own), 0),
        number(Math.min(...own), 0),
        number(Math.max(...own), 0),
      ]
    }),
  )
}

/** A data folder that was started once: it has keys, a tenant and its demo hook. */
async function makeTenant(): Promise<string> {
  const dataDir = await makeDataFolder()
  const server = await startHookmintIn(dataDir, 'anywhere')
  await server.stop()
  return dataDir
}

function allStarts(withHook: string, withoutHook: string): [title: string, start: Start][] {
  const peers = CONTENDERS.filter(({ name }) => /^(limit|jmondi|oidc-provider)$/.test(name))
  const hookmintIn = (dataDir: string) => () => startHookmintIn(dataDir, 'anywhere')
  return [
    ['A Node process that ends at once', timeOfEmptyProcess],
    ['A forked Node process, to its first message', timeOfFork],
    ['Hookmint, first start (makes keys and tenant), hook', timeOfFirstStart],
    ['Hookmint, later start, hook', (load) => timeToToken(hookmintIn(withHook), load, DEMO.claims)],
    [
      'Hookmint, later start, no hook',
      (load) => timeToToken(hookmintIn(withoutHook), load, undefined),
    ],
    ...peers.map(({ title, start, hookClaims }): [string, Start] => [
      title,
      (load) => timeToToken(() => start('anywhere'), load, hookClaims),
    ]),
  ]
}

async function timeOfEmptyProcess(): Promise<number> {
  const startedAt = performance.now()
  await once(spawn(process.execPath, ['--eval', '0'], { stdio: 'ignore' }), 'exit')
  return performance.now() - startedAt
}

async function timeOfFork(): Promise<number> {
  const startedAt = performance.now()
  const child = fork(FORKED)
  await once(child, 'message')
  const time = performance.now() - startedAt
  child.kill('SIGKILL')
  await once(child, 'exit')
  return time
}

async function timeOfFirstStart(load: LoadGenerator): Promise<number> {
  const dataDir = await makeDataFolder()
  try {
    return await timeToToken(() => startHookmintIn(dataDir, 'anywhere'), load, DEMO.claims)
  } finally {
    await rm(dataDir, { recursive: true })
  }
}

async function timeToToken(
  start: () => Promise<RunningServer>,
  load: LoadGenerator,
  hookClaims: Record<string, unknown> | undefined,
): Promise<number> {
  const startedAt = performance.now()
  const server = await start()
  try {
    const { tokens } = await load.run({
      port: server.port,
      requests: [server.request],
      concurrency: 1,
      until: { answers: 1 },
      expect: 'token',
    })
    const time = performance.now() - startedAt
    checkTokens(tokens, server.publicKeys, hookClaims)
    return time
  } finally {
    await server.stop()
  }
}
