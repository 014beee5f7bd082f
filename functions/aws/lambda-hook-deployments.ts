import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda'
import type { HookDeployments } from '../core/ports/hook-deployments.ts'
import { callAws } from './aws-failure.ts'

/** What `deploy-hook` is invoked with. */
export interface DeployCall {
  hookId: string
  deploymentId: string
}

/**
 * `HookDeployments` by the function `deploy-hook`: a deployment is in its hands as soon as Lambda
 * has taken the event, which comes once or more. The lease on the record makes it one deployment:
 * the client may attempt as often as it likes.
 */
export function createLambdaHookDeployments(
  client: LambdaClient,
  functionName: string,
): HookDeployments {
  return {
    async start(hookId, deploymentId) {
      const call: DeployCall = { hookId, deploymentId }
      const command = new InvokeCommand({
        FunctionName: functionName,
        InvocationType: 'Event',
        Payload: Buffer.from(JSON.stringify(call)),
      })
      await callAws('Lambda', `Invoke of ${functionName}`, () => client.send(command))
    },
  }
}
