import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda'
import { callAws } from './aws-failure.ts'

/**
 * Asks whether a version could be invoked (`InvocationType: DryRun`); nothing runs, and nothing is
 * billed but the request. Throws `StoreError` when it could not.
 */
export async function dryRun(client: LambdaClient, versionArn: string): Promise<void> {
  const command = new InvokeCommand({ FunctionName: versionArn, InvocationType: 'DryRun' })
  await callAws('Lambda', `Invoke (DryRun) of ${versionArn}`, () => client.send(command))
}
