import { callAws } from './call-aws.ts'
import type { StackOptions } from './stack-outputs.ts'

const LONGEST_SECONDS = 30 * 60

/** Deletes a stack and waits until it is gone. What it retains stays. */
export async function deleteStack({ stack, region }: StackOptions): Promise<void> {
  await callAws('CloudFormation', async () => {
    const { CloudFormationClient, DeleteStackCommand, waitUntilStackDeleteComplete } = await import(
      '@aws-sdk/client-cloudformation'
    )
    const client = new CloudFormationClient({ ...(region && { region }) })
    await client.send(new DeleteStackCommand({ StackName: stack }))
    await waitUntilStackDeleteComplete(
      { client, maxWaitTime: LONGEST_SECONDS },
      { StackName: stack },
    )
  })
}
