import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { DeploymentGoal, Hook } from '../../../functions/core/hook-model.ts'
import {
  deploymentKey,
  hookKey,
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

let dynamodb: Awaited<ReturnType<typeof openDynamodb>>
let lambda: Awaited<ReturnType<typeof openLambda>>
beforeAll(async () => {
  ;[dynamodb, lambda] = await Promise.all([openDynamodb(), openLambda()])
  const tenant = { name: 'acme', signingKeys: [], privateClaims: false } as unknown as Tenant
  await dynamodb.store.transact([{ put: tenantKey, value: tenant, expect: 'absent' }])
})
afterAll(async () => {
  await Promise.all([dynamodb.close(), lambda.close()])
})

/** A hook with three saved versions, whose tokens say their numbers; the third is enabled. */
let hookId: string
beforeEach(async () => {
  hookId = randomUUID()
  const name = { name: hookId, triggerId: 'credentials-exchange' }
  const hook: Hook = {
    id: hookId,
    ...name,
    script: '',
    dependencies: {},
    version: 0,
    latestVersion: 0,
  }
  await dynamodb.store.transact([{ put: hookKey(hookId), value: hook, expect: 'absent' }])
  for (const number of [1, 2, 3]) {
    const script = hookOf(`cb(null, 'version ${number}')`)
    await deploy({ kind: 'save', change: { script, enabled: true } })
  }
})

async function deploy(goal: DeploymentGoal): Promise<void> {
  const [known] = await dynamodb.store.read([deploymentKey(hookId)])
  const { deployment, change } = recordDeployment(hookId, goal, clock.now(), known)
  await dynamodb.store.transact([change])
  const { deployer, runner } = lambda
  const ports = { store: dynamodb.store, builder: plainBuilder, deployer, runner, clock }
  await deployHook(ports, hookId, deployment.id)
}

/** What the enabled version says, and its number. */
async function enabled(): Promise<unknown> {
  const [tenant] = await dynamodb.store.read([tenantKey])
  const pin = tenant?.value.hook
  const outcome = await lambda.runner
    .run(pin?.versionArn ?? '', buildHookEvent())
    .catch((error) => error)
  return [pin?.version, outcome.kind === 'result' ? outcome.result : outcome.name]
}

const loseFunction = () => lambda.lambda.functions.delete(`acme-hook-${hookId}`)

describe('a hook whose function was lost, with all of its versions (emulated)', () => {
  it('runs again as soon as its version is built again', async () => {
    expect(await enabled()).toEqual([3, 'version 3'])
    loseFunction()
    expect(await enabled()).toEqual([3, 'HookVersionGone'])
    await deploy({ kind: 'rebuild', version: 3 })
    expect(await enabled()).toEqual([3, 'version 3'])
  })

  it('runs no other code under an earlier number, though Lambda counts anew', async () => {
    loseFunction()
    await deploy({ kind: 'rebuild', version: 3 })
    for (const version of [1, 2, 3]) {
      await deploy({ kind: 'deploy', version })
      expect(await enabled()).toEqual([version, `version ${version}`])
    }
  })

  it('runs no other code while the enabled version waits for its turn', async () => {
    await deploy({ kind: 'deploy', version: 1 })
    loseFunction()
    await deploy({ kind: 'rebuild', version: 3 })
    expect(await enabled()).toEqual([1, 'HookVersionGone'])
    await deploy({ kind: 'rebuild', version: 1 })
    expect(await enabled()).toEqual([1, 'version 1'])
  })

  it('runs no other code when records of before the loss are restored', async () => {
    const { store } = dynamodb
    const [before] = await store.read([hookVersionKey(hookId, 1)])
    loseFunction()
    await deploy({ kind: 'rebuild', version: 3 })
    // The first number of the function is the third version's now.
    const value = before?.value ?? {}
    await store.transact([{ put: hookVersionKey(hookId, 1), value, expect: 'any' }])
    await deploy({ kind: 'deploy', version: 1 })
    expect(await enabled()).toEqual([1, 'version 1'])
  })

  it('takes nothing from a deployment that was faster', async () => {
    loseFunction()
    let isFirst = true
    lambda.lambda.gate.pass = async (operation) => {
      if (operation !== 'GetFunction' || !isFirst) return
      isFirst = false
      // It has taken over the lease, and ends before the slow one hears that the function is lost.
      await deploy({ kind: 'rebuild', version: 3 })
    }
    await deploy({ kind: 'rebuild', version: 2 })
    lambda.lambda.gate.pass = async () => {}
    expect(await enabled()).toEqual([3, 'version 3'])
    const [third] = await dynamodb.store.read([hookVersionKey(hookId, 3)])
    expect(third?.value.versionArn).toMatch(/:1$/)
  })
})
