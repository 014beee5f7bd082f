import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createLambdaInvokeClient } from '../../../functions/aws/lambda-client.ts'
import { createLambdaHookRunner } from '../../../functions/aws/lambda-hook-runner.ts'
import { HookCapacityError, HookVersionGone, StoreError } from '../../../functions/core/errors.ts'
import type { HookOutcome } from '../../../hooks/runtime/contract.ts'
import { buildHookEvent } from '../../hooks/support/build-hook-event.ts'
import { hookOf } from '../../hooks/support/open-hook.ts'
import { openLambda } from '../../support/aws/open-lambda.ts'
import { AwsFault, type FakeAnswer, type WireFault } from '../../support/aws/serve-fake.ts'

const throttle = (Reason: string) =>
  new AwsFault('TooManyRequestsException', 'Rate Exceeded.', 429, { Reason })
const conflict = () =>
  new AwsFault('ResourceConflictException', 'The function is in the state: Pending', 409)
const failedWith = (errorType: string, errorMessage = ''): FakeAnswer => ({
  status: 200,
  headers: { 'x-amz-function-error': 'Unhandled', 'x-amz-executed-version': '1' },
  body: { errorType, errorMessage },
})
const answerOf = (body: object, version = '1'): FakeAnswer => ({
  status: 200,
  headers: { 'x-amz-executed-version': version },
  body,
})
/** What the log of a process ends with that V8 ended. */
const HEAP = Buffer.from('FATAL ERROR: JavaScript heap out of memory').toString('base64')

describe('HookRunner on Lambda (emulated)', () => {
  let opened: Awaited<ReturnType<typeof openLambda>>
  let versionArn: string
  beforeAll(async () => {
    opened = await openLambda()
    versionArn = await opened.deploy(hookOf("cb(null, 'works')"))
  })
  afterAll(() => opened.close())
  beforeEach(() => {
    opened.lambda.calls.length = 0
    opened.lambda.faults.length = 0
  })
  const run = () => opened.runner.run(versionArn, buildHookEvent({ timeoutMs: 500 }))
  const works = async () => expect(await run()).toMatchObject({ kind: 'result', result: 'works' })

  it.each([
    ['a throttle of the function', throttle('ReservedFunctionConcurrentInvocationLimitExceeded')],
    ['a throttle of the account', throttle('ConcurrentInvocationLimitExceeded')],
    ['a throttle of the caller', throttle('CallerRateLimitExceeded')],
    ['a version that is not ready', conflict()],
    ['no place on Lambda’s machines', new AwsFault('EC2ThrottledException', 'x', 502)],
  ])('says that %s passes by itself: nothing ran', async (_, fault) => {
    opened.lambda.faults.push(fault)
    const failure = await run().catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(HookCapacityError)
    expect(String(failure)).toContain(`Lambda Invoke of ${versionArn} failed: ${fault.type}`)
    expect(opened.lambda.calls).toEqual(['Invoke'])
    await works()
  })

  it.each([
    ['a reset connection', 'reset', /ECONNRESET/],
    ['a lost answer', 'lost', /ECONNRESET/],
    ['a fault of Lambda', new AwsFault('ServiceException', 's3cr3t', 500), /ServiceException/],
    [
      'a missing permission',
      new AwsFault(
        'AccessDeniedException',
        'not authorized to perform: lambda:InvokeFunction',
        403,
      ),
      /not authorized to perform: lambda:InvokeFunction/,
    ],
  ] satisfies [string, WireFault, RegExp][])(
    'never runs a hook twice for %s, and does not say that it did not run',
    async (_, fault, of) => {
      opened.lambda.faults.push(fault)
      const failure = await run().catch((error: unknown) => error)
      expect(failure).toBeInstanceOf(Error)
      expect(failure).not.toBeInstanceOf(StoreError)
      expect(failure).not.toBeInstanceOf(HookCapacityError)
      expect(String(failure)).toMatch(of)
      expect(String(failure)).not.toContain('s3cr3t')
      expect(opened.lambda.calls).toEqual(['Invoke'])
      await works()
    },
  )

  it.each([
    ['no answer', 'hang', 'killed-at-deadline', /No answer within 2000 ms/],
    ['half an answer', 'malformed', 'malformed-outcome', /Version \? ran in place of 1/],
    ['another version’s answer', answerOf({}, '7'), 'malformed-outcome', /7 ran in place of 1/],
    ['an answer of the wrong kind', answerOf({ a: 1 }), 'malformed-outcome', /no outcome/],
    ['a time-out', failedWith('Sandbox.Timedout'), 'killed-at-deadline', /time limit/],
    [
      'a full memory',
      failedWith(
        'Runtime.ExitError',
        'RequestId: x Error: Runtime exited with error: signal: killed',
      ),
      'out-of-memory',
      /memory is full/,
    ],
    [
      'a full heap',
      {
        ...failedWith('Runtime.ExitError', 'Runtime exited with error: signal: aborted'),
        headers: {
          'x-amz-function-error': 'Unhandled',
          'x-amz-executed-version': '1',
          'x-amz-log-result': HEAP,
        },
      },
      'out-of-memory',
      /heap is full/,
    ],
    ['a full memory by its name', failedWith('Runtime.OutOfMemory'), 'out-of-memory', /memory/],
    ['a large answer', failedWith('Function.ResponseSizeTooLarge'), 'result-too-large', /larger/],
    ['a lost module', failedWith('Runtime.ImportModuleError'), 'load-failed', /Deploy the hook/],
    ['a lost handler', failedWith('Runtime.HandlerNotFound'), 'load-failed', /no handler/],
    ['a rejection', failedWith('Runtime.UnhandledPromiseRejection'), 'rejected', /rejected/],
    ['an unknown failure', failedWith('s3cr3t', 's3cr3t'), 'threw', /outside of its script/],
  ] satisfies [string, WireFault, string, RegExp][])(
    'makes an outcome of %s, runs once, and works again',
    async (_, fault, cause, message) => {
      opened.lambda.faults.push(fault)
      const outcome: HookOutcome = await run()
      expect(outcome).toMatchObject({
        kind: 'failed',
        cause,
        error: { message: expect.stringMatching(message) },
      })
      expect(JSON.stringify(outcome)).not.toContain('s3cr3t')
      expect(opened.lambda.calls).toEqual(['Invoke'])
      await works()
    },
  )

  it('says that a version is gone when Lambda does not know it', async () => {
    opened.lambda.faults.push(new AwsFault('ResourceNotFoundException', 'Function not found', 404))
    await expect(run()).rejects.toBeInstanceOf(HookVersionGone)
    expect(opened.lambda.calls).toEqual(['Invoke'])
    await works()
  })

  it('runs nothing without a version: not the latest code, no alias, no other ARN', async () => {
    const latest = versionArn.replace(/:\d+$/, '')
    for (const arn of [latest, `${latest}:$LATEST`, `${latest}:live`, `${latest}:0`, 'hook']) {
      await expect(opened.runner.run(arn, buildHookEvent())).rejects.toBeInstanceOf(HookVersionGone)
    }
    expect(opened.lambda.calls).toEqual([])
  })

  it('says that nothing ran when it cannot connect', async () => {
    const nowhere = createLambdaInvokeClient({ endpoint: 'http://127.0.0.1:9' })
    const failed = createLambdaHookRunner(nowhere).run(versionArn, buildHookEvent())
    await expect(failed).rejects.toBeInstanceOf(HookCapacityError)
  })
})
