import type { HookFailureCause, HookOutcome } from '../../hooks/runtime/contract.ts'
import { failedOutcome, isHookOutcome } from '../core/hook-outcome.ts'
import type { Invoked } from './lambda-invoke.ts'

interface Failure {
  cause: HookFailureCause
  message: string
}

/** What Lambda says of a function that failed, by its `errorType`. */
const FAILURES: Record<string, Failure> = {
  'Sandbox.Timedout': {
    cause: 'killed-at-deadline',
    message: 'No answer within the time limit of the function',
  },
  'Runtime.OutOfMemory': { cause: 'out-of-memory', message: 'The memory is full' },
  'Function.ResponseSizeTooLarge': {
    cause: 'result-too-large',
    message: 'The answer is larger than Lambda carries',
  },
  'Runtime.ImportModuleError': notLoaded('a module of it is not there'),
  'Runtime.UserCodeSyntaxError': notLoaded('it has a syntax error'),
  'Runtime.HandlerNotFound': notLoaded('it has no handler'),
  'Runtime.MalformedHandlerName': notLoaded('its handler has a malformed name'),
  'Runtime.UnhandledPromiseRejection': {
    cause: 'rejected',
    message: 'A promise was rejected that nobody waits for',
  },
}

/** Made of an answer's text and the end of its output; what those say may hold secrets and stays here. */
export function readHookOutcome(answer: Invoked, durationMs: number): HookOutcome {
  const value = parse(answer.payload)
  if (!answer.isFailure) {
    if (isHookOutcome(value)) return value
    return failedOutcome('malformed-outcome', 'The answer is no outcome', durationMs)
  }
  const { cause, message } = describeFailure(value, answer.tail)
  return failedOutcome(cause, message, durationMs)
}

function describeFailure(value: unknown, tail: string): Failure {
  const { errorType, errorMessage } = fieldsOf(value)
  if (errorType === 'Runtime.ExitError') return describeExit(String(errorMessage), tail)
  const known = Object.hasOwn(FAILURES, String(errorType)) && FAILURES[String(errorType)]
  return known || { cause: 'threw', message: 'The version failed outside of its script' }
}

/** V8 aborts when the heap is full, and says so; the kernel kills what takes more than the function has. */
function describeExit(errorMessage: string, tail: string): Failure {
  const [, code] = /exit status (\d{1,3})\b/.exec(errorMessage) ?? []
  const [, signal] = /signal: (\w{1,20})/.exec(errorMessage) ?? []
  if (signal === 'aborted' && tail.includes('JavaScript heap out of memory')) {
    return { cause: 'out-of-memory', message: 'The heap is full' }
  }
  if (signal === 'killed') return { cause: 'out-of-memory', message: 'The memory is full' }
  const how = signal !== undefined ? `signal ${signal}` : `code ${code ?? 0}`
  return { cause: 'exited', message: `The process ended with ${how}` }
}

function notLoaded(why: string): Failure {
  return {
    cause: 'load-failed',
    message: `The runtime beside the script does not load: ${why}. Deploy the hook again.`,
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function fieldsOf(value: unknown): { errorType?: unknown; errorMessage?: unknown } {
  return typeof value === 'object' && value !== null ? value : {}
}
