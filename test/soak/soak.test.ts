import { decodeProtectedHeader } from 'jose'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { hookProcesses, until } from '../support/hook-processes.ts'
import { managementClient } from '../support/management-client.ts'
import { type NpmRegistry, serveNpmRegistry } from '../support/npm-registry.ts'
import { type StartedServer, startLocal } from '../support/start-local.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { createApplications } from './support/applications.ts'
import { findLeftovers } from './support/check-leftovers.ts'
import { checkRefusals, logPlace } from './support/check-refusals.ts'
import type { Chore } from './support/chore.ts'
import { createEnabledHook } from './support/enabled-hook.ts'
import { createKeptKeys } from './support/kept-keys.ts'
import { describeMeasure, type Measure, measureServer } from './support/measure-server.ts'
import { createPassingHooks } from './support/passing-hooks.ts'
import { createRotations } from './support/rotations.ts'
import { createSavedHook } from './support/saved-hook.ts'
import { sendExchanges } from './support/send-exchanges.ts'
import { SOAK_COUNTS } from './support/soak-counts.ts'

/** Processes that a burst has started end after ten idle seconds. */
const CALM_WITHIN_MS = 30_000
/** The one that serves, its spare, and one of a version that has just been replaced. */
const MOST_PROCESSES = 3
/** Of resident memory, between collections: what a round adds must not stay. */
const GROWTH_MB = 32

const keys = createKeptKeys()
const rotations = createRotations(keys)
let data: Awaited<ReturnType<typeof temporaryFolder>>
let temporary: Awaited<ReturnType<typeof temporaryFolder>>
let registry: NpmRegistry
let server: StartedServer
let port = '0'
let chores: Chore[]

beforeAll(async () => {
  data = await temporaryFolder()
  temporary = await temporaryFolder()
  vi.stubEnv('TMPDIR', temporary.path)
  registry = await serveNpmRegistry()
  registry.publish('left', '1.0.0')
  await start()
  const api = await managementClient(server)
  chores = [
    await createEnabledHook(api),
    await createSavedHook(api),
    createPassingHooks(),
    createApplications(),
    rotations,
  ]
})
afterAll(async () => {
  await server.stop('SIGKILL')
  await registry.close()
  await data.remove()
  await temporary.remove()
  vi.unstubAllEnvs()
})

async function start(): Promise<void> {
  server = await startLocal(data.path, ['--port', port, '--registry', registry.url])
  port = new URL(server.url).port
}

/** A tenant's owner at work at everything at once; gives the number of changes. */
async function work(): Promise<number> {
  const tenant = { server, api: await managementClient(server) }
  const done = await Promise.all(chores.map((chore) => chore.work(tenant)))
  return done.reduce((sum, changes) => sum + changes, 0)
}

async function workTwice(): Promise<number> {
  return (await work()) + (await work())
}

async function check(): Promise<void> {
  const tenant = { server, api: await managementClient(server) }
  for (const chore of chores) await chore.check(tenant)
}

/** Waits until what traffic has started has ended. */
async function calm(mostDescriptors = Number.POSITIVE_INFINITY): Promise<Measure> {
  const isCalm = () => {
    const { processes, descriptors } = measureServer(server)
    return processes <= MOST_PROCESSES && descriptors <= mostDescriptors
  }
  await until(
    `${MOST_PROCESSES} hook processes and ${mostDescriptors} descriptors at most`,
    isCalm,
    CALM_WITHIN_MS,
  )
  return measureServer(server)
}

describe('a tenant that is changed while it serves', () => {
  it(`loses nothing that it acknowledged to ${SOAK_COUNTS.kills} kills`, async () => {
    for (let kill = 1; kill <= SOAK_COUNTS.kills; kill++) {
      let isKilled = false
      const isOver = () => isKilled
      const untilKilled = async () => {
        while (!isKilled) await work()
      }
      const traffic = sendExchanges(server, keys, Number.POSITIVE_INFINITY, isOver)
      const working = untilKilled().catch((error) => {
        if (!isKilled) throw error
      })
      await Promise.race([sendExchanges(server, keys, 60 * kill), traffic, working])
      isKilled = true
      await server.stop('SIGKILL')
      const [{ tokens }] = await Promise.all([traffic, working])
      await start()
      await check()
      console.log(`kill ${kill} of ${SOAK_COUNTS.kills}: after ${tokens} tokens; nothing is lost`)
    }
  })

  it(`takes no more of its machine after ${SOAK_COUNTS.rounds} rounds, and explains every refusal`, async () => {
    const measures: Measure[] = []
    const samples: string[] = []
    for (let round = 1; round <= SOAK_COUNTS.rounds; round++) {
      const api = await managementClient(server)
      const place = await logPlace(api)
      const [traffic, changes] = await Promise.all([
        sendExchanges(server, keys, SOAK_COUNTS.exchangesPerRound),
        workTwice(),
      ])
      await checkRefusals(api, place, traffic)
      samples.push(traffic.lastToken)
      const measure = await calm(measures[1] && measures[1].descriptors + 4)
      measures.push(measure)
      console.log(
        `round ${round} of ${SOAK_COUNTS.rounds}: ${traffic.tokens} tokens, ` +
          `${traffic.refused.size} refusals, ${changes} changes; ${describeMeasure(measure)}`,
      )
    }
    await check()
    await verifyAgain(samples)
    expectNoGrowth(measures)
    expect(await server.stop()).toBe(0)
    await until('no hook process is left', () => hookProcesses(data.path).length === 0)
    expect(findLeftovers(data.path, temporary.path)).toEqual([])
  })
})

/** Tokens of earlier rounds hold for as long as their keys are published: until those are revoked. */
async function verifyAgain(tokens: string[]): Promise<void> {
  const published = await keys.publishedKids(server)
  for (const token of tokens) {
    const { kid = '' } = decodeProtectedHeader(token)
    expect(published.includes(kid)).toBe(!rotations.isRevoked(kid))
    await keys.verify(server, token, server.credentials.demo.audience)
  }
}

/** From when every part had its turn. */
function expectNoGrowth(measures: Measure[]): void {
  const [, , warm] = measures
  const last = measures.at(-1)
  expect(last?.residentMb).toBeLessThan((warm?.residentMb ?? 0) + GROWTH_MB)
}
