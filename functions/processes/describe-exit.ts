import type { ChildProcess } from 'node:child_process'
import type { HookFailureCause } from '../../hooks/runtime/contract.ts'

/** How a process ended by itself; V8 aborts when the heap is full, and says so on stderr. */
export function describeExit(
  child: ChildProcess,
  sawOutOfMemory: boolean,
): { cause: HookFailureCause; message: string } {
  const { exitCode, signalCode } = child
  if (signalCode === 'SIGABRT' && sawOutOfMemory) {
    return { cause: 'out-of-memory', message: 'The heap is full' }
  }
  const how = signalCode ?? (exitCode === null ? 'a closed channel' : `code ${exitCode}`)
  return { cause: 'exited', message: `The process ended with ${how}` }
}
