import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda'
import { HookCapacityError } from '../core/errors.ts'
import { awsFailure, faultName } from './aws-failure.ts'

/** Refusals before anything ran, which pass by themselves. */
const BUSY = new Set([
  'TooManyRequestsException',
  'ThrottlingException',
  'EC2ThrottledException',
  'ResourceConflictException',
  'ResourceNotReadyException',
])
const NOT_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'])

/** What a function answered: its payload, or how it failed. */
export interface Invoked {
  kind: 'answered'
  /** As it came. */
  payload: string
  /** Lambda's word that the function failed: the payload describes it. */
  isFailure: boolean
  executedVersion: string | undefined
  /** The last 4 KB of what it printed, not redacted: to be looked at, never to be carried on. */
  tail: string
}

/** Invokes one function once and waits for its answer no longer than `deadlineMs`. */
export interface Invocation {
  /** An ARN or a name. */
  functionName: string
  payload: unknown
  deadlineMs: number
  /** Whether the end of its output is of use. */
  withTail?: boolean
}

/**
 * Runs a function once. `gone`: there is no such function that could run, `too-late`: the deadline
 * passed; it may still be running. Throws `HookCapacityError` when nothing ran and later something may.
 */
export async function invokeOnce(
  client: LambdaClient,
  { functionName, payload, deadlineMs, withTail = false }: Invocation,
): Promise<Invoked | { kind: 'gone' } | { kind: 'too-late' }> {
  const abortSignal = AbortSignal.timeout(deadlineMs)
  const command = new InvokeCommand({
    FunctionName: functionName,
    Payload: Buffer.from(JSON.stringify(payload)),
    LogType: withTail ? 'Tail' : 'None',
  })
  try {
    const answer = await client.send(command, { abortSignal })
    return {
      kind: 'answered',
      payload: Buffer.from(answer.Payload ?? []).toString(),
      isFailure: answer.FunctionError !== undefined,
      executedVersion: answer.ExecutedVersion,
      tail: Buffer.from(answer.LogResult ?? '', 'base64').toString(),
    }
  } catch (fault) {
    if (abortSignal.aborted) return { kind: 'too-late' }
    if (isGone(fault)) return { kind: 'gone' }
    throw invokeFailure(functionName, fault)
  }
}

/** There is no such function, or none that can run: its role went with the stack that it is of. */
function isGone(fault: unknown): boolean {
  if (faultName(fault) === 'ResourceNotFoundException') return true
  return fault instanceof Error && fault.message.includes('cannot be assumed by Lambda')
}

/** No `StoreError` when something may have run: who meets one may try again. */
function invokeFailure(functionName: string, fault: unknown): Error {
  const { message } = awsFailure('Lambda', `Invoke of ${functionName}`, fault)
  const code = fault instanceof Error && 'code' in fault ? String(fault.code) : ''
  if (BUSY.has(faultName(fault)) || NOT_CONNECTED.has(code)) return new HookCapacityError(message)
  return new Error(message)
}
