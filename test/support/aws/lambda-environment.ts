import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const HOST = fileURLToPath(new URL('./lambda-host.mjs', import.meta.url))
const TAIL_BYTES = 4096
/** Lambda's bound of an answer, in bytes. */
const MAX_ANSWER_BYTES = 6_291_556

/** What an environment is made of. */
export interface EnvironmentPlan {
  /** Where the code is unpacked. */
  folder: string
  handler: string
  memoryMb: number
  timeoutMs: number
  variables: Record<string, string>
}

/** How an event ended. */
export interface Ending {
  payload: string
  isFailure: boolean
  /** The end of what was printed meanwhile. */
  tail: Buffer
}

/** A process with one version of a function loaded, and one event at a time. */
export interface LambdaEnvironment {
  run(requestId: string, event: unknown): Promise<Ending>
  readonly isAlive: boolean
  kill(): void
}

type Message =
  | { kind: 'ready' }
  | { kind: 'answer'; payload: string }
  | { kind: 'failure'; error: object }

/** Starts an environment. Between events it runs on, where Lambda's are frozen. */
export function startEnvironment(plan: EnvironmentPlan): LambdaEnvironment {
  const { folder, handler, memoryMb, timeoutMs, variables } = plan
  const child = fork(HOST, [folder, handler], {
    cwd: folder,
    env: { ...variables, AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb), TZ: ':UTC' },
    execArgv: [`--max-old-space-size=${Math.floor(memoryMb * 0.75)}`],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const ready = Promise.withResolvers<void>()
  let output: Buffer = Buffer.alloc(0)
  let isAlive = true
  let failed: object | undefined
  let settle: ((payload: string, isFailure: boolean) => void) | undefined
  let requestId = ''

  const keep = (chunk: Buffer) => {
    output = Buffer.concat([output, chunk]).subarray(-TAIL_BYTES)
  }
  child.stdout?.on('data', keep)
  child.stderr?.on('data', keep)
  child.on('error', () => {})
  child.on('message', (message: Message) => {
    if (message.kind === 'ready') ready.resolve()
    else if (message.kind === 'answer') answer(message.payload)
    else if (settle === undefined) failed = message.error
    else settle(JSON.stringify(message.error), true)
  })
  // Not `exit`: what was printed last has come when the pipes are closed.
  child.on('close', (code, signal) => {
    isAlive = false
    ready.resolve()
    settle?.(JSON.stringify(failed ?? exitOf(requestId, code, signal)), true)
  })

  function answer(payload: string): void {
    const isTooLarge = Buffer.byteLength(payload) > MAX_ANSWER_BYTES
    settle?.(isTooLarge ? JSON.stringify(TOO_LARGE) : payload, isTooLarge)
  }

  function kill(): void {
    isAlive = false
    child.kill('SIGKILL')
  }

  return {
    async run(id, event) {
      requestId = id
      const ended = Promise.withResolvers<Ending>()
      const timer = setTimeout(() => {
        settle?.(JSON.stringify(timedOut(id, timeoutMs)), true)
        kill()
      }, timeoutMs)
      settle = (payload, isFailure) => {
        settle = undefined
        clearTimeout(timer)
        ended.resolve({ payload, isFailure, tail: output })
      }
      output = Buffer.alloc(0)
      if (!isAlive)
        settle(JSON.stringify(failed ?? exitOf(id, child.exitCode, child.signalCode)), true)
      await ready.promise
      if (child.connected && isAlive) child.send({ event, context: { awsRequestId: id } }, () => {})
      return ended.promise
    },
    get isAlive() {
      return isAlive && child.signalCode === null && child.exitCode === null
    },
    kill,
  }
}

const TOO_LARGE = {
  errorType: 'Function.ResponseSizeTooLarge',
  errorMessage: `Response payload size exceeded maximum allowed payload size (${MAX_ANSWER_BYTES} bytes).`,
}

function timedOut(requestId: string, timeoutMs: number): object {
  const seconds = (timeoutMs / 1000).toFixed(2)
  return {
    errorType: 'Sandbox.Timedout',
    errorMessage: `RequestId: ${requestId} Error: Task timed out after ${seconds} seconds`,
  }
}

function exitOf(requestId: string, code: number | null, signal: NodeJS.Signals | null): object {
  const words: Record<string, string> = { SIGABRT: 'aborted (core dumped)', SIGKILL: 'killed' }
  const how =
    signal !== null
      ? `with error: signal: ${words[signal] ?? signal}`
      : code === 0
        ? 'without providing a reason'
        : `with error: exit status ${code}`
  return {
    errorType: 'Runtime.ExitError',
    errorMessage: `RequestId: ${requestId} Error: Runtime exited ${how}`,
  }
}
