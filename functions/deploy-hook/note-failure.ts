import { HookBuildError, HookNameTaken } from '../core/errors.ts'
import type { DeploymentError } from '../core/hook-model.ts'
import type { Lease } from './lease.ts'

const MAX_CHARACTERS = 4096

/**
 * Notes why a deployment failed. What is not the hook's own fault is thrown on, and told to nobody.
 * Throws `LeaseLost` when there is nobody left to whom the failure matters.
 */
export async function noteFailure(lease: Lease, error: unknown): Promise<void> {
  const described = describe(error)
  await lease.fail(described)
  if (described.kind === 'unforeseen') throw error
}

function describe(error: unknown): DeploymentError {
  if (error instanceof HookBuildError) {
    const { line, column } = error
    return { kind: 'build', message: error.message.slice(0, MAX_CHARACTERS), line, column }
  }
  if (error instanceof HookNameTaken) return { kind: 'name', message: error.message }
  return {
    kind: 'unforeseen',
    message: 'The server could not finish the deployment. Save the hook again.',
  }
}
