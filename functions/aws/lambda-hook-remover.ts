import type { LambdaClient } from '@aws-sdk/client-lambda'
import { StoreError } from '../core/errors.ts'
import type { HookDeployer } from '../core/ports/hook-deployer.ts'
import { invokeOnce } from './lambda-invoke.ts'
import { isVersionDeployed } from './lambda-version-check.ts'

/** What `deploy-hook` is invoked with to remove all that was deployed for a hook. */
export interface RemoveCall {
  remove: string
}

const LONGEST_MS = 20_000

/**
 * What the Management API needs of a `HookDeployer`: its own role may look at functions and delete
 * none, so the function `deploy-hook` does.
 */
export function createLambdaHookRemover(
  /** `invoking` must be one that attempts once. */
  { control, invoking: client }: { control: LambdaClient; invoking: LambdaClient },
  {
    functionName,
    ...settings
  }: {
    /** Of `deploy-hook`. */
    functionName: string
    /** Of hook functions. */
    roleArn: string
    runtimeSha: string
  },
): Pick<HookDeployer, 'runtimeSha' | 'isDeployed' | 'remove'> {
  return {
    runtimeSha: settings.runtimeSha,
    isDeployed: (version) => isVersionDeployed(control, version, settings.roleArn),
    async remove(hookId) {
      const payload: RemoveCall = { remove: hookId }
      const answer = await invokeOnce(client, { functionName, payload, deadlineMs: LONGEST_MS })
      if (answer.kind === 'answered' && !answer.isFailure) return
      const how = answer.kind === 'answered' ? 'failed' : answer.kind
      throw new StoreError(
        `Lambda Invoke of ${functionName} to remove the hook ${hookId} ended: ${how}. Delete the hook again.`,
      )
    },
  }
}
