import { setTimeout as delay } from 'node:timers/promises'
import {
  CreateFunctionCommand,
  type CreateFunctionCommandInput,
  DeleteFunctionCommand,
  GetFunctionCommand,
  InvokeCommand,
  type InvokeCommandInput,
  ListVersionsByFunctionCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda'
import { strToU8, zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { openLambda } from '../../support/aws/open-lambda.ts'

const zipOf = (code: string, path = 'index.mjs') => zipSync({ [path]: strToU8(code) })
const handlerOf = (body: string) => `export const handler = async (event) => { ${body} }`
const SAYS_ONE = zipOf(handlerOf('return 1'))
const SAYS_TWO = zipOf(handlerOf('return 2'))
const MEGABYTES_7 = 7 * 1024 * 1024

/** Handlers that fail, and what Lambda says of them. */
const FAILURES: [name: string, code: string, errorType: string, message: RegExp][] = [
  ['throws', handlerOf("throw new TypeError('no')"), 'TypeError', /^no$/],
  ['exits', handlerOf('process.exit(3)'), 'Runtime.ExitError', /exited with error: exit status 3$/],
  ['exits well', handlerOf('process.exit()'), 'Runtime.ExitError', /without providing a reason$/],
  ['aborts', handlerOf('process.abort()'), 'Runtime.ExitError', /signal: aborted/],
  [
    'is killed',
    handlerOf("process.kill(process.pid, 'SIGKILL')"),
    'Runtime.ExitError',
    /signal: killed$/,
  ],
  ['takes too long', handlerOf('for (;;);'), 'Sandbox.Timedout', /timed out after 1.00 seconds$/],
  ['never answers', handlerOf('await new Promise(() => {})'), 'Sandbox.Timedout', /timed out/],
  [
    'leaves a rejection',
    handlerOf("Promise.reject(new Error('r')); await new Promise(() => {})"),
    'Runtime.UnhandledPromiseRejection',
    /r/,
  ],
  [
    'says too much',
    handlerOf(`return 'x'.repeat(${MEGABYTES_7})`),
    'Function.ResponseSizeTooLarge',
    /6291556 bytes/,
  ],
  ['does not load', 'throw new RangeError("at load")', 'RangeError', /^at load$/],
  ['has a syntax error', 'export const handler = (', 'Runtime.UserCodeSyntaxError', /Syntax/],
  ['imports what is not there', "import 'x'", 'Runtime.ImportModuleError', /'x'/],
  ['exports no handler', 'export const other = 1', 'Runtime.HandlerNotFound', /index.handler/],
  [
    'waits for a callback',
    'export const handler = (event, context, cb) => cb(null, 1)',
    'Runtime.CallbackHandlerDeprecated',
    /async/,
  ],
]

describe('the fake Lambda', () => {
  let opened: Awaited<ReturnType<typeof openLambda>>
  beforeAll(async () => {
    opened = await openLambda()
  })
  afterAll(() => opened.close())

  const create = (FunctionName: string, parts: Partial<CreateFunctionCommandInput> = {}) =>
    opened.control.send(
      new CreateFunctionCommand({
        FunctionName,
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        Role: 'arn:aws:iam::123456789012:role/acme-hook',
        Code: { ZipFile: SAYS_ONE },
        Publish: true,
        ...parts,
      }),
    )
  const update = (FunctionName: string, ZipFile: Uint8Array, RevisionId?: string) =>
    opened.control.send(
      new UpdateFunctionCodeCommand({ FunctionName, ZipFile, RevisionId, Publish: true }),
    )
  const get = async (FunctionName: string, Qualifier?: string) =>
    (await opened.control.send(new GetFunctionCommand({ FunctionName, Qualifier }))).Configuration
  const invoke = async (FunctionName: string, parts: Partial<InvokeCommandInput> = {}) => {
    const answer = await opened.invoker.send(new InvokeCommand({ FunctionName, ...parts }))
    return { ...answer, payload: JSON.parse(Buffer.from(answer.Payload ?? 'null').toString()) }
  }
  /** A function that is ready, by the service's own account. */
  async function ready(name: string, parts?: Partial<CreateFunctionCommandInput>): Promise<string> {
    await create(name, parts)
    await settle(name)
    return name
  }
  async function settle(name: string): Promise<void> {
    for (;;) {
      const { State, LastUpdateStatus } = (await get(name)) ?? {}
      if (State === 'Active' && LastUpdateStatus === 'Successful') return
      await delay(10)
    }
  }

  /** For tests that look at what is under way. */
  function settleSlowly(): void {
    const { settleMs } = opened.lambda.limits
    opened.lambda.limits.settleMs = 500
    onTestFinished(() => {
      opened.lambda.limits.settleMs = settleMs
    })
  }

  it('makes functions that are pending first: nothing may be done with one then', async () => {
    settleSlowly()
    expect(await create('pending')).toMatchObject({ State: 'Pending', Version: '1' })
    const conflict = { name: 'ResourceConflictException', $metadata: { httpStatusCode: 409 } }
    await expect(invoke('pending')).rejects.toMatchObject(conflict)
    await expect(update('pending', SAYS_TWO)).rejects.toMatchObject(conflict)
    await settle('pending')
    expect((await invoke('pending')).payload).toBe(1)
    await expect(create('pending')).rejects.toMatchObject(conflict)
  })

  it('runs nothing with a role that is gone, and lets none be given', async () => {
    const name = await ready('role')
    const Role = 'arn:aws:iam::123456789012:role/acme-hook'
    opened.lambda.limits.goneRoles.add(Role)
    onTestFinished(() => opened.lambda.limits.goneRoles.clear())
    await expect(invoke(name)).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: 'The role defined for the function cannot be assumed by Lambda.',
    })
    await expect(create('other-role', { Role })).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
    })
    opened.lambda.limits.goneRoles.clear()
    expect((await invoke(name)).payload).toBe(1)
  })

  it('takes one update at a time', async () => {
    const name = await ready('one-update')
    settleSlowly()
    expect(await update(name, SAYS_TWO)).toMatchObject({ LastUpdateStatus: 'InProgress' })
    await expect(update(name, SAYS_ONE)).rejects.toMatchObject({
      name: 'ResourceConflictException',
    })
    await settle(name)
    expect((await invoke(name)).payload).toBe(2)
  })

  it('refuses a stale revision', async () => {
    const name = await ready('revisions')
    const { RevisionId } = (await get(name)) ?? {}
    await update(name, SAYS_TWO, RevisionId)
    await settle(name)
    await expect(update(name, SAYS_ONE, RevisionId)).rejects.toMatchObject({
      name: 'PreconditionFailedException',
      $metadata: { httpStatusCode: 412 },
    })
    const configure = new UpdateFunctionConfigurationCommand({
      FunctionName: name,
      Timeout: 5,
      RevisionId,
    })
    await expect(opened.control.send(configure)).rejects.toMatchObject({
      name: 'PreconditionFailedException',
    })
  })

  it('publishes what has changed, never changes a version, and uses no number twice', async () => {
    const name = await ready('versions')
    expect(await update(name, SAYS_ONE)).toMatchObject({ Version: '1' })
    await settle(name)
    expect(await update(name, SAYS_TWO)).toMatchObject({
      Version: '2',
      FunctionArn: expect.stringMatching(/:function:versions:2$/),
    })
    await settle(name)
    const [one, two] = await Promise.all([invoke(`${name}:1`), invoke(name, { Qualifier: '2' })])
    expect(one).toMatchObject({ payload: 1, ExecutedVersion: '1' })
    expect(two).toMatchObject({ payload: 2, ExecutedVersion: '2' })
    await opened.control.send(new DeleteFunctionCommand({ FunctionName: name, Qualifier: '2' }))
    await expect(invoke(name, { Qualifier: '2' })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: expect.stringContaining(':function:versions:2'),
    })
    expect(await update(name, SAYS_TWO)).toMatchObject({ Version: '3' })
  })

  it('lists versions in pages, `$LATEST` first', async () => {
    const name = await ready('listed')
    await update(name, SAYS_TWO)
    const list = (Marker?: string) =>
      opened.control.send(
        new ListVersionsByFunctionCommand({ FunctionName: name, MaxItems: 2, Marker }),
      )
    const first = await list()
    expect(first.Versions?.map(({ Version }) => Version)).toEqual(['$LATEST', '1'])
    const { Versions, NextMarker } = await list(first.NextMarker)
    expect(Versions?.map(({ Version }) => Version)).toEqual(['2'])
    expect(NextMarker).toBeUndefined()
  })

  it.each(FAILURES)('describes a handler that %s', async (name, code, errorType, message) => {
    const fn = await ready(name.replaceAll(' ', '-'), {
      Code: { ZipFile: zipOf(code) },
      Timeout: errorType === 'Sandbox.Timedout' ? 1 : 20,
    })
    expect(await invoke(fn)).toMatchObject({
      StatusCode: 200,
      FunctionError: 'Unhandled',
      payload: { errorType, errorMessage: expect.stringMatching(message) },
    })
  })

  it('cannot run an archive without the handler’s file', async () => {
    const fn = await ready('no-file', { Code: { ZipFile: zipOf('x', 'other.mjs') } })
    expect((await invoke(fn)).payload.errorType).toBe('Runtime.ImportModuleError')
  })

  it('tells the end of what was printed when it is asked to, 4 KB at most', async () => {
    const printing = handlerOf("console.log('x'.repeat(9000) + 'the end'); return 1")
    const fn = await ready('prints', { Code: { ZipFile: zipOf(printing) } })
    expect((await invoke(fn)).LogResult).toBeUndefined()
    const { LogResult = '' } = await invoke(fn, { LogType: 'Tail' })
    const tail = Buffer.from(LogResult, 'base64')
    expect(tail).toHaveLength(4096)
    expect(tail.toString()).toContain('the end')
  })

  it('looks whether there is such a version, and runs nothing, in a dry run', async () => {
    const fn = await ready('dry', { Code: { ZipFile: SAYS_ONE } })
    const ran = opened.lambda.invoked.length
    const dry = (FunctionName: string) =>
      opened.control.send(new InvokeCommand({ FunctionName, InvocationType: 'DryRun' }))
    expect(await dry(fn)).toMatchObject({ StatusCode: 204 })
    await expect(dry(`${fn}:7`)).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
    expect(opened.lambda.invoked).toHaveLength(ran)
  })

  it('throttles beyond its concurrency, and says why', async () => {
    const fn = await ready('few', {
      Code: { ZipFile: zipOf(handlerOf('await new Promise((done) => setTimeout(done, 300))')) },
    })
    opened.lambda.limits.concurrency = 1
    const first = invoke(fn)
    await delay(100)
    await expect(invoke(fn)).rejects.toMatchObject({
      name: 'TooManyRequestsException',
      Reason: 'ConcurrentInvocationLimitExceeded',
      $metadata: { httpStatusCode: 429 },
    })
    await first
    opened.lambda.limits.concurrency = Number.POSITIVE_INFINITY
  })

  it('tries an asynchronous event three times', async () => {
    const fn = await ready('fails', { Code: { ZipFile: zipOf(handlerOf('process.exit(1)')) } })
    const before = opened.lambda.invoked.length
    expect(await invoke(fn, { InvocationType: 'Event' })).toMatchObject({ StatusCode: 202 })
    await opened.lambda.settled()
    const what = `${fn}:$LATEST`
    expect(opened.lambda.invoked.slice(before)).toEqual([what, what, what])
  })

  it.each([
    ['a name with a space', { FunctionName: 'a b' }, 'ValidationException'],
    ['a name of 65 characters', { FunctionName: 'x'.repeat(65) }, 'ValidationException'],
    ['no ARN of a role', { Role: 'acme-hook' as string }, 'ValidationException'],
    ['too little memory', { MemorySize: 64 }, 'ValidationException'],
    ['too long a time', { Timeout: 901 }, 'ValidationException'],
    ['a runtime that is gone', { Runtime: 'nodejs16.x' }, 'ValidationException'],
    ['what is no archive', { Code: { ZipFile: strToU8('x') } }, 'InvalidParameterValueException'],
    ['an archive of nothing', { Code: { ZipFile: zipSync({}) } }, 'InvalidParameterValueException'],
    ['no code', { Code: {} }, 'InvalidParameterValueException'],
  ] satisfies [string, Partial<CreateFunctionCommandInput>, string][])(
    'refuses %s',
    async (_, parts, name) => {
      await expect(create('refused', parts)).rejects.toMatchObject({
        name,
        $metadata: { httpStatusCode: 400 },
      })
      expect(opened.lambda.functions.has('refused')).toBe(false)
    },
  )

  it('refuses events that are too large or no JSON, and unknown functions', async () => {
    const fn = await ready('takes')
    const large = strToU8(JSON.stringify('x'.repeat(MEGABYTES_7)))
    await expect(invoke(fn, { Payload: large })).rejects.toMatchObject({
      name: 'RequestTooLargeException',
    })
    await expect(
      invoke(fn, { Payload: large.subarray(0, 2_000_001), InvocationType: 'Event' }),
    ).rejects.toMatchObject({ name: 'RequestTooLargeException' })
    await expect(invoke(fn, { Payload: strToU8('{"half') })).rejects.toMatchObject({
      name: 'InvalidRequestContentException',
    })
    await expect(invoke('nobody')).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  })
})
