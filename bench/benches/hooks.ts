import { once } from 'node:events'
import { readdir, readFile, realpath, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { spawnHookProcess } from '../../local/hooks/process/spawn-hook-process.ts'
import { startHookmintIn } from '../contenders/hookmint.ts'
import { makeDataFolder } from '../contenders/hookmint-data.ts'
import { median } from '../measure/statistics.ts'
import type { BenchOptions } from '../options.ts'
import { number, printTable } from '../report/table.ts'
import { divide, medianRatio, printTargets } from '../report/targets.ts'

/** Of each kind in a round, in turn. */
const IN_ROUND = 10

const SCRIPT = `module.exports = function (client, scope, audience, context, cb) {
  cb(null, { scope, 'https://foo.com/claim': 'bar' })
}`

/** Calls the Management API of a server as its admin. */
type Call = (method: string, path: string, body?: object) => Promise<Response>

/** Creating a hook without dependencies over HTTP, beside the bare start of a hook's process. */
export async function benchHooks({ rounds, quick }: BenchOptions): Promise<void> {
  const dataDir = await makeDataFolder()
  const server = await startHookmintIn(dataDir, 'anywhere')
  const startsMs: number[] = []
  const createsMs: number[] = []
  try {
    const call = await asAdmin(server.port, dataDir)
    const folder = await deployedVersion(dataDir)
    await measureRound(1, folder, call) // What is only done the first time is not measured.
    for (let round = 0; round < rounds; round++) {
      process.stderr.write(`Round ${round + 1} of ${rounds}\n`)
      const { startMs, createMs } = await measureRound(quick ? 1 : IN_ROUND, folder, call)
      startsMs.push(startMs)
      createsMs.push(createMs)
    }
  } finally {
    await server.stop()
    await rm(dataDir, { recursive: true })
  }
  const ratios = divide(createsMs, startsMs)
  const rows: [string, number[], number][] = [
    ["Bare start of a hook's process, in ms", startsMs, 1],
    ['POST /api/v2/hooks, in ms', createsMs, 1],
    ['POST / bare start', ratios, 2],
  ]
  printTable(
    'Creating a hook without dependencies, medians of rounds',
    ['', 'median', 'from', 'to'],
    rows.map(([title, values, decimals]) => [
      title,
      ...[median(values), Math.min(...values), Math.max(...values)].map((value) =>
        number(value, decimals),
      ),
    ]),
  )
  printTargets([
    {
      what: 'Creating a hook / bare start of its process',
      wanted: 3,
      measured: medianRatio(createsMs, startsMs),
      atMost: true,
    },
  ])
}

async function measureRound(times: number, folder: string, call: Call) {
  const starts: number[] = []
  const creates: number[] = []
  for (let turn = 0; turn < times; turn++) {
    starts.push(await timeOfStart(folder))
    creates.push(await timeOfCreation(call))
  }
  return { startMs: median(starts), createMs: median(creates) }
}

/** From spawning to the first word, which is that it has loaded its version. */
async function timeOfStart(folder: string): Promise<number> {
  const startedAt = performance.now()
  const child = spawnHookProcess(folder)
  const ended = once(child, 'exit')
  const [, , , channel] = child.stdio
  if (channel === null || channel === undefined) throw new Error('The process has no channel')
  const first = await Promise.race([once(channel, 'data'), ended])
  const time = performance.now() - startedAt
  child.kill('SIGKILL')
  await ended
  if (!String(first[0]).includes('{"ready":true}')) {
    throw new Error(`A hook's process ended or said something else: ${first.join(' ')}`)
  }
  return time
}

async function timeOfCreation(call: Call): Promise<number> {
  // No two are the same: what was built before is not found again.
  const script = `${SCRIPT}\n// ${crypto.randomUUID()}`
  const hook = { name: 'bench', script, triggerId: 'credentials-exchange' }
  const startedAt = performance.now()
  const created = await call('POST', 'hooks', hook)
  const { id } = (await created.json()) as { id: string }
  const time = performance.now() - startedAt
  if (created.status !== 201 || created.headers.has('x-hookmint-deployment')) {
    throw new Error(`The hook was not created: ${created.status}`)
  }
  const removed = await call('DELETE', `hooks/${id}`)
  if (removed.status !== 204) throw new Error(`The hook was not removed: ${removed.status}`)
  return time
}

async function asAdmin(port: number, dataDir: string): Promise<Call> {
  const url = `http://127.0.0.1:${port}/`
  const { admin } = JSON.parse(await readFile(join(dataDir, 'credentials.json'), 'utf8'))
  const form = { grant_type: 'client_credentials', ...admin, audience: `${url}api/v2/` }
  const issued = await fetch(`${url}oauth/token`, {
    method: 'POST',
    body: new URLSearchParams(form),
  })
  const { access_token } = (await issued.json()) as { access_token: string }
  return (method, path, body) =>
    fetch(`${url}api/v2/${path}`, {
      method,
      headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
    })
}

/** The folder of the one version that a new tenant has. */
async function deployedVersion(dataDir: string): Promise<string> {
  const hooks = join(dataDir, 'hooks')
  const [hook = ''] = (await readdir(hooks)).filter((name) => !name.startsWith('.'))
  const [version = ''] = await readdir(join(hooks, hook))
  return realpath(join(hooks, hook, version))
}
