import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { HookVersionGone } from '../../../functions/core/errors.ts'
import type { DeploymentGoal, Hook } from '../../../functions/core/hook-model.ts'
import {
  deploymentKey,
  hookKey,
  hookNameKey,
  hookVersionKey,
  tenantKey,
} from '../../../functions/core/record-keys.ts'
import type { Tenant } from '../../../functions/core/tenant-model.ts'
import { deployHook } from '../../../functions/deploy-hook/deploy-hook.ts'
import { recordDeployment } from '../../../functions/management/hooks/begin-deployment.ts'
import { systemClock as clock } from '../../../functions/system-clock.ts'
import { buildHookEvent } from '../../hooks/support/build-hook-event.ts'
import { hookOf } from '../../hooks/support/open-hook.ts'
import { openDynamodb } from '../../support/aws/open-dynamodb.ts'
import { openLambda } from '../../support/aws/open-lambda.ts'
import { plainBuilder } from '../../support/plain-builder.ts'

/** The calls of a first deployment in their order, but for those that ask whether Lambda is ready. */
const FIRST = [
  ...['BatchGetItem: lease', 'TransactWriteItems: building'],
  ...['BatchGetItem: lost', 'Query: lost', 'BatchGetItem: plan'],
  ...['TransactWriteItems: deploying', 'ListVersionsByFunction: known', 'CreateFunction'],
  ...['TransactWriteItems: probing', 'Invoke: probe'],
  ...['BatchGetItem: removal', 'Query: removal', 'BatchGetItem: pin'],
  'ListVersionsByFunction: removal',
  ...['BatchGetItem: hook', 'Query: versions', 'BatchGetItem: enabled'],
  'TransactWriteItems: record',
]
/** Of a later one: it also reads the version whose pin it takes. */
const LATER = FIRST.filter((call) => !call.endsWith(': lost')).map((call) =>
  call === 'CreateFunction' ? 'UpdateFunctionCode' : call,
)
LATER.splice(-1, 0, 'BatchGetItem: version before')
/** Of a version that is built again because its function was lost. */
const AGAIN = FIRST.flatMap((call) => {
  if (call === 'BatchGetItem: plan') {
    return ['TransactWriteItems: forgotten', call, 'BatchGetItem: version']
  }
  return call === 'BatchGetItem: hook' ? [call, 'BatchGetItem: known'] : [call]
})

const says = (word: string) => hookOf(`cb(null, '${word}')`)
const operationsOf = (calls: string[]) => calls.map((call) => call.replace(/:.*/, ''))
/** No call is made again while a test lasts. */
const NEVER = { requestTimeoutMs: 600_000 }

let dynamodb: Awaited<ReturnType<typeof openDynamodb>>
let lambda: Awaited<ReturnType<typeof openLambda>>
beforeAll(async () => {
  ;[dynamodb, lambda] = await Promise.all([openDynamodb(NEVER), openLambda(NEVER)])
  const tenant = { name: 'acme', signingKeys: [], privateClaims: false } as unknown as Tenant
  await dynamodb.store.transact([{ put: tenantKey, value: tenant, expect: 'absent' }])
})
afterAll(async () => {
  await Promise.all([dynamodb.close(), lambda.close()])
})

/** A saved hook without a version, its name taken. */
async function saveHook(): Promise<string> {
  const id = randomUUID()
  const hook: Hook = {
    id,
    name: id,
    triggerId: 'credentials-exchange',
    script: says('none'),
    dependencies: {},
    version: 0,
    latestVersion: 0,
  }
  await dynamodb.store.transact([
    { put: hookKey(id), value: hook, expect: 'absent' },
    { put: hookNameKey(id), value: { hookId: id }, expect: 'absent' },
  ])
  return id
}

/** Records the deployment of a script, to be enabled with it; gives what does it. */
function record(hookId: string, word: string): Promise<() => Promise<void>> {
  return recordGoal(hookId, { kind: 'save', change: { script: says(word), enabled: true } })
}

async function recordGoal(hookId: string, goal: DeploymentGoal): Promise<() => Promise<void>> {
  const { deployment, change } = recordDeployment(hookId, goal, clock.now())
  await dynamodb.store.transact([change])
  const { deployer, runner } = lambda
  const ports = { store: dynamodb.store, builder: plainBuilder, deployer, runner, clock }
  return () => deployHook(ports, hookId, deployment.id)
}

/** The calls that are made meanwhile, without how often readiness was asked for. */
async function traceOf(work: () => Promise<void>): Promise<string[]> {
  const calls: string[] = []
  onEachCall(async (call) => {
    if (call !== 'GetFunction') calls.push(call)
  })
  await work()
  onEachCall(async () => {})
  return calls
}

/** Does no more than so many calls: it ends as a process does that dies when the last is done. */
async function dieAfter(place: number, work: () => Promise<void>): Promise<void> {
  let calls = -1
  await new Promise<void>((died) => {
    onEachCall(async (call) => {
      if (call !== 'GetFunction') calls++
      if (calls < place) return
      died()
      await new Promise(() => {})
    })
    // What it meets when the services end, nobody hears.
    void work().catch(() => {})
  })
  onEachCall(async () => {})
}

function onEachCall(pass: (operation: string) => Promise<void>): void {
  dynamodb.dynamodb.gate.pass = pass
  lambda.lambda.gate.pass = pass
}

/** What is enabled, and what it says. */
async function enabled(): Promise<{ hookId: string; version: number; word: unknown } | undefined> {
  const [tenant] = await dynamodb.store.read([tenantKey])
  const pin = tenant?.value.hook
  if (pin === undefined) return undefined
  const outcome = await lambda.runner.run(pin.versionArn, buildHookEvent())
  const word = outcome.kind === 'result' ? outcome.result : outcome
  return { hookId: pin.hookId, version: pin.version, word }
}

async function expectDone(hookId: string, version: number, word: string): Promise<void> {
  expect(await enabled()).toEqual({ hookId, version, word })
  const [deployment, hook, last, next] = await dynamodb.store.read([
    deploymentKey(hookId),
    hookKey(hookId),
    hookVersionKey(hookId, version),
    hookVersionKey(hookId, version + 1),
  ])
  expect(deployment).toBeUndefined()
  expect(hook?.value).toMatchObject({ version, latestVersion: version, script: says(word) })
  expect(last?.value.version).toBe(version)
  expect(next).toBeUndefined()
  const deployed = lambda.lambda.functions.get(`acme-hook-${hookId}`)
  expect([...(deployed?.versions.keys() ?? [])]).toHaveLength(version)
}

describe('a deployment on AWS (emulated)', () => {
  it('takes these calls', async () => {
    const hookId = await saveHook()
    expect(await traceOf(await record(hookId, 'first'))).toEqual(operationsOf(FIRST))
    await expectDone(hookId, 1, 'first')
    expect(await traceOf(await record(hookId, 'later'))).toEqual(operationsOf(LATER))
    await expectDone(hookId, 2, 'later')
    lambda.lambda.functions.delete(`acme-hook-${hookId}`)
    const again = await recordGoal(hookId, { kind: 'rebuild', version: 2 })
    expect(await traceOf(again)).toEqual(operationsOf(AGAIN))
  })

  it.each(FIRST.map((call, place) => [call, place] as const))(
    'that dies after %s begins again, and leaves one version',
    async (call, place) => {
      const hookId = await saveHook()
      const before = await enabled()
      const deploy = await record(hookId, 'first')
      await dieAfter(place, deploy)
      if (call !== 'TransactWriteItems: record') expect(await enabled()).toEqual(before)
      await deploy()
      await expectDone(hookId, 1, 'first')
    },
  )

  it.each(LATER.map((call, place) => [call, place] as const))(
    'of another version that dies after %s begins again; until then the old one runs',
    async (call, place) => {
      const hookId = await saveHook()
      await (await record(hookId, 'old'))()
      const deploy = await record(hookId, 'new')
      await dieAfter(place, deploy)
      const isDone = call === 'TransactWriteItems: record'
      expect((await enabled())?.word).toBe(isDone ? 'new' : 'old')
      await deploy()
      await expectDone(hookId, 2, 'new')
    },
  )

  it.each(
    AGAIN.slice(0, AGAIN.indexOf('Invoke: probe')).map((call, place) => [call, place] as const),
  )(
    'of a hook whose function was lost that dies after %s begins again, and runs no other code',
    async (_call, place) => {
      const hookId = await saveHook()
      for (const word of ['first', 'second']) await (await record(hookId, word))()
      lambda.lambda.functions.delete(`acme-hook-${hookId}`)
      const deploy = await recordGoal(hookId, { kind: 'rebuild', version: 2 })
      await dieAfter(place, deploy)
      await expect(enabled()).rejects.toBeInstanceOf(HookVersionGone)
      await deploy()
      expect(await enabled()).toEqual({ hookId, version: 2, word: 'second' })
      await (await recordGoal(hookId, { kind: 'deploy', version: 1 }))()
      expect(await enabled()).toEqual({ hookId, version: 1, word: 'first' })
    },
  )
})
