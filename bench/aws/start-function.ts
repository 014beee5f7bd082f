import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const HOST = fileURLToPath(new URL('./function-process.mjs', import.meta.url))

export interface EventAnswer {
  result: unknown
  eventMs: number
  /** Of all threads. */
  cpuMs: number
  /** What went to the log. */
  printedBytes: number
}

/** How a function's module was loaded. */
export interface FunctionStart {
  /** Of importing the module, which ends with what it does at its start. */
  initMs: number
  /** What that took of a processor: of the main thread, whatever else runs on this machine. */
  initCpuMs: number
  /** Of it until the first connection is asked for: what the code alone takes. */
  loadCpuMs: number
}

/** A fresh process with a function in it. */
export interface StartedFunction extends FunctionStart {
  send(event: unknown): Promise<EventAnswer>
  stop(): Promise<void>
}

/** Starts a function's module (an absolute path) with these variables and no others. */
export async function startFunction(
  module: string,
  variables: Record<string, string>,
): Promise<StartedFunction> {
  const child = fork(HOST, [module], {
    env: variables,
    execArgv: [],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    serialization: 'advanced',
  })
  child.stdout?.resume()
  const ended = once(child, 'exit')
  const next = async () => {
    const [message] = await Promise.race([
      once(child, 'message'),
      ended.then(([code]) => Promise.reject(new Error(`${module} ended with ${code}`))),
    ])
    return message
  }
  const start = (await next()) as FunctionStart
  return {
    ...start,
    async send(event) {
      const answer = next()
      child.send(event as object)
      return (await answer) as EventAnswer
    },
    async stop() {
      ended.catch(() => {})
      child.kill('SIGKILL')
      await ended
    },
  }
}
