import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { nodeCommand, type Place } from '../measure/pin.ts'
import type { LoadJob, LoadResult } from './job.ts'

/** The load generator: a process of its own, so that it and the server can have a core each. */
export interface LoadGenerator {
  run: (job: LoadJob) => Promise<LoadResult>
  close: () => void
}

const PROCESS = fileURLToPath(new URL('load-process.ts', import.meta.url))

export function startLoadGenerator(place: Place): LoadGenerator {
  const [command, args] = nodeCommand(place, [PROCESS])
  const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  let waiting: PromiseWithResolvers<LoadResult> | undefined
  child.on('message', (message: { result: LoadResult } | { error: string }) => {
    if ('error' in message) waiting?.reject(new Error(message.error))
    else waiting?.resolve(message.result)
  })
  child.on('exit', (code) => waiting?.reject(new Error(`The load generator ended (${code})`)))
  return {
    run(job) {
      waiting = Promise.withResolvers()
      child.send(job)
      return waiting.promise
    },
    close: () => child.disconnect(),
  }
}
