import { type LambdaClient, paginateListFunctions } from '@aws-sdk/client-lambda'
import {
  DeleteSecretCommand,
  paginateListSecrets,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager'
import { awsFailure, callAws } from './aws-failure.ts'
import { deleteFunction } from './lambda-functions.ts'

/** How long a deleted secret can be brought back. */
const RECOVERY_DAYS = 7

/** What the functions of a tenant made and no stack knows: hook functions and hooks' secrets. */
export interface Leftovers {
  functionNames: string[]
  secretNames: string[]
}

interface Clients {
  lambda: LambdaClient
  secrets: SecretsManagerClient
}

/** Finds all that a prefix begins with the names of. Throws `StoreError`. */
export async function findLeftovers(
  { lambda, secrets }: Clients,
  prefix: string,
): Promise<Leftovers> {
  const functionNames = await collect('Lambda', 'ListFunctions', async (found) => {
    for await (const { Functions = [] } of paginateListFunctions({ client: lambda }, {})) {
      found.push(...Functions.map(({ FunctionName = '' }) => FunctionName))
    }
  })
  const secretNames = await collect('SecretsManager', 'ListSecrets', async (found) => {
    const Filters = [{ Key: 'name' as const, Values: [`${prefix}/hooks/`] }]
    for await (const { SecretList = [] } of paginateListSecrets({ client: secrets }, { Filters })) {
      found.push(...SecretList.map(({ Name = '' }) => Name))
    }
  })
  return {
    functionNames: functionNames.filter((name) => name.startsWith(`${prefix}-hook-`)),
    secretNames: secretNames.filter((name) => name.startsWith(`${prefix}/hooks/`)),
  }
}

/** Removes them, the secrets so that they can be brought back for 7 days. Throws `StoreError`. */
export async function removeLeftovers(
  { lambda, secrets }: Clients,
  { functionNames, secretNames }: Leftovers,
): Promise<void> {
  for (const name of functionNames) await deleteFunction(lambda, name)
  for (const SecretId of secretNames) {
    const command = new DeleteSecretCommand({ SecretId, RecoveryWindowInDays: RECOVERY_DAYS })
    await callAws('SecretsManager', 'DeleteSecret', () => secrets.send(command))
  }
}

async function collect(
  service: string,
  operation: string,
  read: (found: string[]) => Promise<void>,
): Promise<string[]> {
  const found: string[] = []
  try {
    await read(found)
  } catch (fault) {
    throw awsFailure(service, operation, fault)
  }
  return found
}
