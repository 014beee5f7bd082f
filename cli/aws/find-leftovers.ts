import type { LambdaClient } from '@aws-sdk/client-lambda'
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { callAws } from './call-aws.ts'

/** What hooks have left in an account: it was made by saving them, and is no part of the stack. */
export interface Leftovers {
  /** Names of the functions that hooks became. */
  functions: string[]
  /** Names of the secrets of hooks. */
  secrets: string[]
}

export interface LeftoverClients {
  lambda: LambdaClient
  secretsManager: SecretsManagerClient
}

/** Finds them by the beginning of their names, which is the tenant's own. */
export async function findLeftovers(
  { lambda, secretsManager }: LeftoverClients,
  prefix: string,
): Promise<Leftovers> {
  const functions = await callAws('Lambda', async () => {
    const { paginateListFunctions } = await import('@aws-sdk/client-lambda')
    const names: string[] = []
    for await (const { Functions = [] } of paginateListFunctions({ client: lambda }, {})) {
      names.push(...Functions.map(({ FunctionName = '' }) => FunctionName))
    }
    return names.filter((name) => name.startsWith(`${prefix}-hook-`))
  })
  const secrets = await callAws('Secrets Manager', async () => {
    const { paginateListSecrets } = await import('@aws-sdk/client-secrets-manager')
    const Filters = [{ Key: 'name' as const, Values: [`${prefix}/hooks/`] }]
    const names: string[] = []
    for await (const { SecretList = [] } of paginateListSecrets(
      { client: secretsManager },
      { Filters },
    )) {
      names.push(...SecretList.map(({ Name = '' }) => Name))
    }
    return names.filter((name) => name.startsWith(`${prefix}/hooks/`))
  })
  return { functions, secrets }
}
