import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { unzipSync } from 'fflate'
import type { Ending } from './lambda-environment.ts'
import { createEnvironments, type EventCall } from './lambda-environments.ts'
import { conflict, type FunctionState, isPending, type LambdaLimits } from './lambda-model.ts'
import { notEmulated, ROLE_GONE } from './lambda-requests.ts'
import { AwsFault, type FakeAnswer, type FakeRequest } from './serve-fake.ts'

/** Lambda's bounds of an event, in bytes. */
const SYNC_BYTES = 6_291_456
const ASYNC_BYTES = 1_048_576
/** An asynchronous event whose function fails comes twice more. */
const ASYNC_TRIES = 3
const TAIL_BYTES = 4096

/** Runs functions, in processes of this machine. */
export function createInvocations(limits: LambdaLimits) {
  const environments = createEnvironments()
  const root = mkdtempSync(join(tmpdir(), 'hookmint-lambda-'))
  const folders = new Map<string, string>()
  const running = new Set<Promise<unknown>>()
  const invoked: string[] = []
  const printed = new Map<string, string>()
  let events = 0

  function unpack({ revisionId, code }: FunctionState): string {
    const known = folders.get(revisionId)
    if (known !== undefined) return known
    const folder = mkdtempSync(join(root, 'task-'))
    for (const [path, content] of Object.entries(unzipSync(code))) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      // The archive says which files are programs; here all of them may run.
      writeFileSync(join(folder, path), content, { mode: 0o755 })
    }
    folders.set(revisionId, folder)
    return folder
  }

  async function run(what: string, state: FunctionState, call: EventCall): Promise<Ending> {
    if (events >= limits.concurrency) throw tooMany()
    const { Handler, MemorySize, Timeout, Environment } = state.configuration
    invoked.push(what)
    const plan = {
      folder: unpack(state),
      handler: String(Handler),
      memoryMb: Number(MemorySize),
      timeoutMs: Number(Timeout) * 1000,
      variables: (Environment as { Variables?: Record<string, string> })?.Variables ?? {},
    }
    events++
    const ending = await environments.run(state.revisionId, plan, call).finally(() => events--)
    printed.set(what, ending.tail.toString())
    return ending
  }

  async function runAsync(what: string, state: FunctionState, call: EventCall): Promise<void> {
    for (let tries = 1; tries <= ASYNC_TRIES; tries++) {
      const { isFailure } = await run(what, state, call)
      if (!isFailure) return
    }
  }

  return {
    /** Which versions ran, in the order of their beginnings: `name:version`. */
    invoked,
    /** The end of what each printed last, by `name:version`. */
    printed,

    async invoke(
      name: string,
      version: string,
      state: FunctionState,
      request: FakeRequest,
    ): Promise<FakeAnswer> {
      const { headers, id: requestId, body } = request
      if (isPending(state)) throw conflict('The function is currently in the state: Pending')
      if (limits.goneRoles.has(String(state.configuration.Role))) {
        throw new AwsFault('AccessDeniedException', ROLE_GONE, 403, { Type: 'User' })
      }
      const what = `${name}:${version}`
      const type = headers['x-amz-invocation-type'] ?? 'RequestResponse'
      if (type === 'Event') {
        const hungUp = new AbortController().signal
        const call = { requestId, event: readEvent(body, ASYNC_BYTES), hungUp }
        const work = runAsync(what, state, call)
        running.add(work)
        void work.finally(() => running.delete(work))
        return { status: 202, body: '' }
      }
      if (type === 'DryRun') return { status: 204, body: '' }
      if (type !== 'RequestResponse') throw notEmulated(`invocations of the type ${type}`)
      const event = readEvent(body, SYNC_BYTES)
      const ending = await run(what, state, { requestId, event, hungUp: request.hungUp })
      const log = logOf(requestId, version, ending.tail)
      return {
        status: 200,
        headers: {
          'x-amz-executed-version': version,
          ...(ending.isFailure && { 'x-amz-function-error': 'Unhandled' }),
          ...(headers['x-amz-log-type'] === 'Tail' && { 'x-amz-log-result': log }),
        },
        body: ending.payload,
      }
    },

    /** What is removed takes no event any more. */
    forget: (state: FunctionState) => environments.forget(state.revisionId),

    /** Resolves when no asynchronous event is under way. */
    async settled(): Promise<void> {
      while (running.size > 0) await Promise.allSettled(running)
    },

    close(): void {
      environments.close()
      rmSync(root, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

function tooMany(): AwsFault {
  return new AwsFault('TooManyRequestsException', 'Rate Exceeded.', 429, {
    Reason: 'ConcurrentInvocationLimitExceeded',
    Type: 'User',
  })
}

function readEvent(body: Buffer, mostBytes: number): unknown {
  if (body.length > mostBytes) {
    const message = `Request must be smaller than ${mostBytes} bytes for the InvokeFunction operation`
    throw new AwsFault('RequestTooLargeException', message, 413, { Type: 'User' })
  }
  if (body.length === 0) return {}
  try {
    return JSON.parse(body.toString())
  } catch (error) {
    const message = `Could not parse request body into json: ${error}`
    throw new AwsFault('InvalidRequestContentException', message, 400, { Type: 'User' })
  }
}

/** The last 4 KB of the log, in base64. */
function logOf(requestId: string, version: string, printed: Buffer): string {
  const whole = Buffer.concat([
    Buffer.from(`START RequestId: ${requestId} Version: ${version}\n`),
    printed,
    Buffer.from(`\nEND RequestId: ${requestId}\nREPORT RequestId: ${requestId}\tDuration: 1 ms\n`),
  ])
  return whole.subarray(-TAIL_BYTES).toString('base64')
}
