import type { CloudFormationCall } from './bootstrap-call.ts'

/** The names that `Fn::GetAtt` finds in the stack. */
export interface StackAttributes {
  Issuer: string
  AdminClientId: string
}

const ANSWER_LIMIT_MS = 10_000
const MAX_REASON_CHARACTERS = 1_000

/**
 * Does what a stack asks for and tells it how that ended. Nothing is thrown but what goes wrong on
 * the way of the answer. The end of the stack touches nothing: what it made outlives it.
 */
export async function answerStack(
  call: CloudFormationCall,
  prepare: () => Promise<StackAttributes>,
): Promise<void> {
  const { StackId, RequestId, LogicalResourceId } = call
  const PhysicalResourceId =
    call.PhysicalResourceId ?? `tenant-${call.ResourceProperties.TenantName}`
  const same = { StackId, RequestId, LogicalResourceId, PhysicalResourceId }
  if (call.RequestType === 'Delete') return put(call.ResponseURL, { ...same, Status: 'SUCCESS' })
  const end = await prepare().then(
    (Data) => ({ Status: 'SUCCESS', Data }),
    (error: unknown) => ({ Status: 'FAILED', Reason: reasonOf(error) }),
  )
  await put(call.ResponseURL, { ...same, ...end })
}

async function put(url: string, answer: object): Promise<void> {
  const { ok, status } = await fetch(url, {
    method: 'PUT',
    // The address is signed for a request without a type.
    headers: { 'content-type': '' },
    body: JSON.stringify(answer),
    signal: AbortSignal.timeout(ANSWER_LIMIT_MS),
  })
  if (!ok) throw new Error(`CloudFormation took the answer with HTTP ${status}`)
}

function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return text.slice(0, MAX_REASON_CHARACTERS)
}
