import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { hookOf } from '../../hooks/support/open-hook.ts'
import { openAwsTenant } from '../../support/aws/open-aws-tenant.ts'
import { AwsFault, type FakeService, type WireFault } from '../../support/aws/serve-fake.ts'

type Tenant = Awaited<ReturnType<typeof openAwsTenant>>
type ServiceName = 'dynamodb' | 'manager' | 'lambda' | 'kms'

/** What one token takes when the function knows its hook's secrets, and when it does not yet. */
const WARM = ['BatchGetItem', 'Sign', 'Invoke']
const COLD = ['BatchGetItem', 'Sign', 'Invoke', 'GetSecretValue']

const HOOK_ROLE = 'arn:aws:iam::123456789012:role/acme-hook'
const throttle = new AwsFault('ThrottlingException', 'Rate exceeded')
const busy = new AwsFault('TooManyRequestsException', 'Rate Exceeded.', 429, { Reason: 'x' })
const times = (count: number, fault: WireFault) => Array.from({ length: count }, () => fault)

interface Row {
  service: ServiceName
  what: string
  faults: WireFault[]
  status: number
  error?: string
  /** Of the service's own operation. */
  calls: number
}

const row = (
  service: ServiceName,
  what: string,
  faults: WireFault[],
  ...end: [number, string?]
) => {
  const [status, error] = end
  const calls = status === 200 ? faults.length + 1 : faults.length
  return { service, what, faults, status, calls, ...(error !== undefined && { error }) }
}
const unavailable: [number, string] = [503, 'temporarily_unavailable']
const failed: [number, string] = [500, 'server_error']

/** Services that may be asked again: three attempts, then 503. */
const READ: Row[] = (['dynamodb', 'manager', 'kms'] as const).flatMap((service) => [
  row(service, 'one throttle', [throttle], 200),
  row(service, 'a reset', ['reset'], 200),
  row(service, 'a lost answer', ['lost'], 200),
  row(service, 'a time-out', ['hang'], 200),
  row(service, 'three throttles', times(3, throttle), ...unavailable),
  row(service, 'three resets', times(3, 'reset'), ...unavailable),
  row(service, 'three time-outs', times(3, 'hang'), ...unavailable),
  row(service, 'half an answer', ['malformed'], ...unavailable),
  row(service, 'no permission', [new AwsFault('AccessDeniedException', 'no')], ...unavailable),
])

/** A hook runs once, whatever comes of it. */
const HOOK: Row[] = [
  row('lambda', 'a throttle', [busy], ...unavailable),
  row('lambda', 'a reset', ['reset'], ...failed),
  row('lambda', 'a lost answer', ['lost'], ...failed),
  row('lambda', 'a time-out', ['hang'], ...failed),
  row('lambda', 'half an answer', ['malformed'], ...failed),
  row('lambda', 'a fault of Lambda', [new AwsFault('ServiceException', 'x', 500)], ...failed),
  row('lambda', 'no permission', [new AwsFault('AccessDeniedException', 'no', 403)], ...failed),
]
const OPERATION = {
  dynamodb: 'BatchGetItem',
  manager: 'GetSecretValue',
  lambda: 'Invoke',
  kms: 'Sign',
}

describe('a token on AWS (emulated)', () => {
  let tenant: Tenant
  beforeAll(async () => {
    tenant = await openAwsTenant({ requestTimeoutMs: 1_000 })
  })
  afterAll(() => tenant.close())
  beforeEach(() => {
    tenant.takeCalls()
  })
  const countOf = (calls: string[], operation: string) =>
    calls.filter((call) => call === operation).length

  it('takes a read, the hook and a signature; its secrets once; it writes nothing', async () => {
    const { exchange } = tenant.startToken()
    expect((await exchange()).status).toBe(200)
    expect(tenant.takeCalls().sort()).toEqual(COLD.toSorted())
    expect((await exchange()).status).toBe(200)
    expect(tenant.takeCalls().sort()).toEqual(WARM.toSorted())
  })

  it.each([...READ, ...HOOK])(
    'meets $what of $service with $status in $calls calls, and then works',
    async ({ service, faults, status, error, calls }) => {
      const { exchange, events } = tenant.startToken()
      // Only secrets that are not known are read.
      if (service !== 'manager') expect((await exchange()).status).toBe(200)
      tenant.takeCalls()
      const ran = tenant.lambda.invoked.length
      ;(tenant[service] as FakeService).faultsOf.set(OPERATION[service], [...faults])
      const answer = await exchange()
      expect(answer.status).toBe(status)
      const taken = tenant.takeCalls()
      expect(countOf(taken, OPERATION[service])).toBe(calls)
      expect(countOf(taken, 'Invoke')).toBeLessThanOrEqual(1)
      expect(tenant.lambda.invoked.length - ran).toBeLessThanOrEqual(1)
      if (error !== undefined) expect(JSON.parse(answer.body).error).toBe(error)
      const { type, description = '' } = events.at(-1) ?? {}
      expect(type).toBe(status === 200 ? 'seccft' : 'feccft')
      // Its owner finds in the log which service it was; the client is not told.
      if (status !== 200) expect(answer.body).not.toMatch(/Lambda|KMS|DynamoDB|Secrets/)
      if (status === 503) expect(description).toContain(OPERATION[service])
      expect((await exchange()).status).toBe(200)
    },
  )

  it('asks again for records that were left unprocessed, and for no others', async () => {
    const { exchange } = tenant.startToken()
    await exchange()
    tenant.takeCalls()
    tenant.dynamodb.leftOver.push(3, 1)
    expect((await exchange()).status).toBe(200)
    const calls = tenant.takeCalls()
    expect(countOf(calls, 'BatchGetItem')).toBe(3)
    expect(countOf(calls, 'Invoke')).toBe(1)
  })

  it('gives up on records that stay unprocessed', async () => {
    const { exchange } = tenant.startToken()
    await exchange()
    tenant.takeCalls()
    tenant.dynamodb.leftOver.push(...Array.from({ length: 6 }, () => 1))
    expect((await exchange()).status).toBe(503)
    expect(tenant.takeCalls()).toEqual(Array.from({ length: 6 }, () => 'BatchGetItem'))
    expect((await exchange()).status).toBe(200)
  })

  it('uses the new pin when the version that it read is gone meanwhile', async () => {
    const { exchange } = tenant.startToken()
    await exchange()
    const versionArn = await tenant.deploy(
      hookOf("cb(null, { scope, 'https://foo.com/word': 'new' })"),
      'replacement',
    )
    tenant.takeCalls()
    const ran = tenant.lambda.invoked.length
    tenant.lambda.faultsOf.set('Invoke', [
      new AwsFault('ResourceNotFoundException', 'Function not found', 404),
    ])
    let reads = 0
    tenant.dynamodb.gate.pass = async (operation) => {
      if (operation !== 'BatchGetItem' || ++reads > 1) return
      // Between its first read and its first invocation.
      await tenant.edit(({ hook, ...rest }) => ({
        ...rest,
        ...(hook && { hook: { ...hook, versionArn } }),
      }))
    }
    const answer = await exchange()
    tenant.dynamodb.gate.pass = async () => {}
    expect(answer.status).toBe(200)
    const [, payload = ''] = JSON.parse(answer.body).access_token.split('.')
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
    expect(claims['https://foo.com/word']).toBe('new')
    expect(tenant.lambda.invoked.slice(ran)).toEqual(['acme-hook-replacement:1'])
    expect(countOf(tenant.takeCalls(), 'Invoke')).toBe(2)
  })

  it.each([
    ['function was deleted', () => tenant.lambda.functions.clear()],
    ['role went with an earlier stack', () => tenant.lambda.limits.goneRoles.add(HOOK_ROLE)],
  ])('is not had while the hook’s %s, and the log says what to do', async (_, lose) => {
    const { exchange, events } = tenant.startToken()
    expect((await exchange()).status).toBe(200)
    const functions = [...tenant.lambda.functions]
    lose()
    const answer = await exchange()
    expect([answer.status, JSON.parse(answer.body).error]).toEqual([500, 'server_error'])
    const { description, details } = events.at(-1) ?? {}
    expect(details?.hook).toMatchObject({ version: 1, cause: 'not-deployed' })
    expect(description).toMatch(
      /Version 1 of tutorial is not deployed any more: there is no arn:aws:lambda:\S+:acme-hook-\w+:1\. Build it again: hookmint rollback tutorial --to 1 --rebuild$/,
    )
    for (const [name, one] of functions) tenant.lambda.functions.set(name, one)
    tenant.lambda.limits.goneRoles.clear()
    expect((await exchange()).status).toBe(200)
  })

  it('is not had with a disabled key, until the key is enabled', async () => {
    const { exchange, events } = tenant.startToken()
    for (const key of tenant.kms.keys.values()) key.state = 'Disabled'
    expect((await exchange()).status).toBe(503)
    expect(events.at(-1)?.description).toMatch(/DisabledException.*Enable the key/)
    expect(countOf(tenant.takeCalls(), 'Sign')).toBe(1)
    for (const key of tenant.kms.keys.values()) key.state = 'Enabled'
    expect((await exchange()).status).toBe(200)
  })
})
