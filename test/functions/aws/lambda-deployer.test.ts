import { UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { bundleHookRuntime } from '../../../build/hook-runtime.ts'
import { createLambdaHookDeployer } from '../../../functions/aws/lambda-hook-deployer.ts'
import { StoreError } from '../../../functions/core/errors.ts'
import { hookOf } from '../../hooks/support/open-hook.ts'
import { openLambda } from '../../support/aws/open-lambda.ts'
import { AwsFault, type WireFault } from '../../support/aws/serve-fake.ts'
import { plainBuilder } from '../../support/plain-builder.ts'

const says = (word: string) => hookOf(`cb(null, '${word}')`)

describe('HookDeployer on Lambda (emulated)', () => {
  let opened: Awaited<ReturnType<typeof openLambda>>
  beforeAll(async () => {
    opened = await openLambda({ requestTimeoutMs: 1_000 })
  })
  afterAll(() => opened.close())
  beforeEach(() => {
    opened.lambda.calls.length = 0
    opened.lambda.faults.length = 0
  })
  /** Plays a fault when an operation comes next. */
  const failNext = (operation: string, fault: WireFault) => {
    opened.lambda.faultsOf.set(operation, [fault])
  }
  const versionsOf = (hookId: string) => [
    ...(opened.lambda.functions.get(`acme-hook-${hookId}`)?.versions.keys() ?? []),
  ]
  const callsOf = (operation: string) =>
    opened.lambda.calls.filter((call) => call === operation).length

  it('makes a function in one call, and a version in one more', async () => {
    expect(await opened.deploy(says('a'), 'calls')).toMatch(/:acme-hook-calls:1$/)
    expect(opened.lambda.calls.filter((call) => call !== 'GetFunction')).toEqual([
      'ListVersionsByFunction',
      'CreateFunction',
    ])
    opened.lambda.calls.length = 0
    expect(await opened.deploy(says('b'), 'calls')).toMatch(/:acme-hook-calls:2$/)
    expect(opened.lambda.calls.filter((call) => call !== 'GetFunction')).toEqual([
      'ListVersionsByFunction',
      'UpdateFunctionCode',
    ])
  })

  it('configures every hook alike', async () => {
    await opened.deploy(says('a'), 'configured')
    expect(opened.lambda.describe('acme-hook-configured')).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      Role: 'arn:aws:iam::123456789012:role/acme-hook',
      MemorySize: 256,
      Timeout: 21,
    })
  })

  it('puts a changed configuration right, in a version of its own', async () => {
    await opened.deploy(says('a'), 'drifted')
    const drift = { FunctionName: 'acme-hook-drifted', Timeout: 3 }
    await opened.control.send(new UpdateFunctionConfigurationCommand(drift))
    expect(await opened.deploy(says('b'), 'drifted')).toMatch(/:2$/)
    expect(opened.lambda.describe('acme-hook-drifted').Timeout).toBe(21)
  })

  it('says when all versions of a hook are lost: then their numbers come back', async () => {
    expect(await opened.deployer.isLost('lost')).toBe(true)
    const versionArn = await opened.deploy(says('a'), 'lost')
    expect(await opened.deployer.isLost('lost')).toBe(false)
    opened.lambda.functions.delete('acme-hook-lost')
    expect(await opened.deployer.isLost('lost')).toBe(true)
    expect(await opened.deploy(says('b'), 'lost')).toBe(versionArn)
  })

  it('does not take a version for deployed whose role is that of an earlier stack', async () => {
    const versionArn = await opened.deploy(says('a'), 'adopted')
    const roleArn = 'arn:aws:iam::123456789012:role/acme-hook-2'
    const settings = { prefix: 'acme', roleArn, runtime: await bundleHookRuntime() }
    const deployer = createLambdaHookDeployer(opened.control, settings)
    expect(await deployer.isDeployed({ versionArn })).toBe(false)
    const built = await plainBuilder.build({ script: says('a'), dependencies: {} })
    const again = await deployer.deploy('adopted', built)
    expect(again.versionArn).toMatch(/:2$/)
    expect(await deployer.isDeployed(again)).toBe(true)
    expect(await deployer.isDeployed({ ...again, deployedSha: 'of another' })).toBe(false)
  })

  it.each([
    ['a lost answer', 'lost'],
    ['a reset', 'reset'],
    ['a time-out', 'hang'],
    ['a throttle', new AwsFault('TooManyRequestsException', 'Rate exceeded', 429)],
    ['a fault of Lambda', new AwsFault('ServiceException', 'x', 500)],
  ] satisfies [string, WireFault][])(
    'makes one function and one version of each code in spite of %s',
    async (name, fault) => {
      const hookId = name.replaceAll(' ', '-')
      failNext('CreateFunction', fault)
      expect(await opened.deploy(says('a'), hookId)).toMatch(/:1$/)
      failNext('UpdateFunctionCode', fault)
      const versionArn = await opened.deploy(says('b'), hookId)
      expect(versionsOf(hookId)).toEqual([1, 2])
      expect(versionArn).toMatch(/:2$/)
      failNext('DeleteFunction', fault)
      await opened.deployer.keepOnly(hookId, [versionArn])
      expect(versionsOf(hookId)).toEqual([2])
      failNext('DeleteFunction', fault)
      await opened.deployer.remove(hookId)
      expect(opened.lambda.functions.has(`acme-hook-${hookId}`)).toBe(false)
    },
  )

  it('begins again when another was faster', async () => {
    await opened.deploy(says('a'), 'raced')
    failNext('UpdateFunctionCode', new AwsFault('PreconditionFailedException', 'stale', 412))
    expect(await opened.deploy(says('b'), 'raced')).toMatch(/:2$/)
    expect(callsOf('UpdateFunctionCode')).toBe(2)
  })

  it.each([
    ['half an answer', 'malformed', /Lambda .*acme-hook-\w+ failed: SyntaxError/],
    [
      'a missing permission',
      new AwsFault('AccessDeniedException', 'not authorized to perform: lambda:X', 403),
      /not authorized to perform: lambda:X/,
    ],
  ] satisfies [string, WireFault, RegExp][])(
    'names service and function on %s, and works the next time',
    async (_, fault, message) => {
      for (const operation of ['ListVersionsByFunction', 'CreateFunction']) {
        failNext(operation, fault)
        const deployed = opened.deploy(says('a'), 'faulty')
        await expect(deployed).rejects.toBeInstanceOf(StoreError)
        await expect(deployed).rejects.toThrow(message)
        await expect(deployed).rejects.not.toThrow(/s3cr3t/)
      }
      expect(await opened.deploy(says('a'), 'faulty')).toMatch(/:1$/)
      await opened.deployer.remove('faulty')
    },
  )

  it('says of a function that does not become ready what to do', async () => {
    const state = { State: 'Failed', StateReason: 's3cr3t', LastUpdateStatus: 'Successful' }
    const body = { Configuration: state }
    failNext('GetFunction', { status: 200, body })
    const deployed = opened.deploy(says('a'), 'unready')
    await expect(deployed).rejects.toThrow(/acme-hook-unready:1 was not ready .*Save the hook/)
    await expect(deployed).rejects.not.toThrow(/s3cr3t/)
    expect(await opened.deploy(says('a'), 'unready')).toMatch(/:1$/)
  })

  it('finds and removes versions beyond a page of them', async () => {
    const first = await opened.deploy(says('a'), 'many')
    const many = opened.lambda.functions.get('acme-hook-many')
    for (let number = 2; number <= 61; number++) {
      if (many) many.versions.set(number, { ...many.latest, revisionId: `copy ${number}` })
    }
    expect(versionsOf('many')).toHaveLength(61)
    await opened.deployer.keepOnly('many', [first, `${first.slice(0, -1)}60`])
    expect(versionsOf('many')).toEqual([1, 60])
  })

  it('refuses a name that Lambda would not take', async () => {
    const deployed = opened.deploy(says('a'), 'x'.repeat(60))
    await expect(deployed).rejects.toThrow(/64 characters at most/)
    expect(opened.lambda.calls).toEqual([])
  })
})
