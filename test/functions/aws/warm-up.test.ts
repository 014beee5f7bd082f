import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openAwsTenant } from '../../support/aws/open-aws-tenant.ts'

describe('warmUp (emulated)', () => {
  let tenant: Awaited<ReturnType<typeof openAwsTenant>>
  beforeAll(async () => {
    tenant = await openAwsTenant()
  })
  afterAll(() => tenant.close())

  it('leaves the first token no more to call than later ones', async () => {
    const token = tenant.startToken()
    tenant.takeCalls()
    await token.warmUp()
    expect(tenant.takeCalls()).toEqual(['BatchGetItem', 'Sign', 'Invoke', 'GetSecretValue'])
    const calls: string[][] = []
    for (let time = 0; time < 2; time++) {
      expect((await token.exchange()).status).toBe(200)
      calls.push(tenant.takeCalls())
    }
    expect(calls[0]).toEqual(['BatchGetItem', 'Sign', 'Invoke'])
    expect(calls[0]).toEqual(calls[1])
  })

  it('runs no hook', async () => {
    const { length } = tenant.lambda.invoked
    await tenant.startToken().warmUp()
    expect(tenant.lambda.invoked).toHaveLength(length)
  })

  it.each(['dynamodb', 'kms', 'lambda', 'manager'] as const)(
    'does not fail, nor does the first token, when %s is out of reach meanwhile',
    async (service) => {
      const token = tenant.startToken()
      tenant[service].faults.push('reset', 'reset', 'reset')
      await token.warmUp()
      tenant[service].faults.length = 0
      expect((await token.exchange()).status).toBe(200)
    },
  )
})
