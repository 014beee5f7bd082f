import { callAws } from './call-aws.ts'
import type { LeftoverClients, Leftovers } from './find-leftovers.ts'

/** Removes them. Secrets can be restored for as long as Secrets Manager keeps them: 30 days. */
export async function removeLeftovers(
  { lambda, secretsManager }: LeftoverClients,
  { functions, secrets }: Leftovers,
): Promise<void> {
  await callAws('Lambda', async () => {
    const { DeleteFunctionCommand } = await import('@aws-sdk/client-lambda')
    for (const FunctionName of functions) {
      await lambda.send(new DeleteFunctionCommand({ FunctionName }))
    }
  })
  await callAws('Secrets Manager', async () => {
    const { DeleteSecretCommand } = await import('@aws-sdk/client-secrets-manager')
    for (const SecretId of secrets) {
      await secretsManager.send(new DeleteSecretCommand({ SecretId }))
    }
  })
}
