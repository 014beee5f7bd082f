import { StoreError } from '../core/errors.ts'

/** Whose messages name a permission or a resource. Others can quote signed headers or values. */
const TELLING = new Set(['AccessDeniedException', 'ResourceNotFoundException'])
const MAX_MESSAGE_CHARACTERS = 400

/** What an AWS call answered in place of a result: its error code, `''` when there is none. */
export function faultName(fault: unknown): string {
  return fault instanceof Error ? fault.name : ''
}

/**
 * The `StoreError` of an AWS call that failed after its attempts. It names service, operation and
 * fault, and has no `cause`: the client's errors hold whole requests, credentials included.
 */
export function awsFailure(service: string, operation: string, fault: unknown): StoreError {
  if (fault instanceof StoreError) return fault
  return new StoreError(`${service} ${operation} failed: ${describeFault(fault)}`)
}

/** Runs one AWS call; throws its `awsFailure`. */
export async function callAws<T>(
  service: string,
  operation: string,
  call: () => Promise<T>,
): Promise<T> {
  try {
    return await call()
  } catch (fault) {
    throw awsFailure(service, operation, fault)
  }
}

function describeFault(fault: unknown): string {
  if (!(fault instanceof Error)) return 'an unknown fault'
  const { code, $metadata: metadata } = fault as Fault
  const facts = [
    typeof code === 'string' && code !== fault.name && code,
    metadata?.httpStatusCode !== undefined && `HTTP ${metadata.httpStatusCode}`,
    metadata?.attempts !== undefined && `attempts: ${metadata.attempts}`,
    metadata?.requestId !== undefined && `request ${metadata.requestId}`,
  ].filter((fact) => fact !== false)
  const told = TELLING.has(fault.name) ? `: ${fault.message.slice(0, MAX_MESSAGE_CHARACTERS)}` : ''
  return `${fault.name}${facts.length > 0 ? ` (${facts.join(', ')})` : ''}${told}`
}

interface Fault extends Error {
  code?: unknown
  $metadata?: { httpStatusCode?: number; attempts?: number; requestId?: string }
}
