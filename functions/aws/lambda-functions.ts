import {
  DeleteFunctionCommand,
  type FunctionConfiguration,
  GetFunctionCommand,
  type LambdaClient,
  paginateListVersionsByFunction,
  waitUntilFunctionActiveV2,
  waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda'
import { StoreError } from '../core/errors.ts'
import { awsFailure, callAws, faultName } from './aws-failure.ts'
import { retryWithin } from './retry-within.ts'

const MOST_DELETIONS = 20

/** How long a function may take to become ready, in seconds. */
export interface Patience {
  maxWaitTime: number
  minDelay: number
  maxDelay: number
}

/** All versions of a function, `$LATEST` among them; none when there is no such function. */
export async function listVersions(
  client: LambdaClient,
  functionName: string,
): Promise<FunctionConfiguration[]> {
  const versions: FunctionConfiguration[] = []
  try {
    const input = { FunctionName: functionName }
    for await (const page of paginateListVersionsByFunction({ client }, input)) {
      versions.push(...(page.Versions ?? []))
    }
  } catch (fault) {
    if (isNotFound(fault)) return []
    throw awsFailure('Lambda', `ListVersionsByFunction of ${functionName}`, fault)
  }
  return versions
}

/** A function or one version of it, by name or ARN; undefined when there is none. */
export async function findFunction(
  client: LambdaClient,
  functionName: string,
): Promise<FunctionConfiguration | undefined> {
  // Not GetFunctionConfiguration: it shares 15 calls a second with all that changes functions.
  const command = new GetFunctionCommand({ FunctionName: functionName })
  try {
    return (await client.send(command)).Configuration
  } catch (fault) {
    if (isNotFound(fault)) return undefined
    throw awsFailure('Lambda', `GetFunction of ${functionName}`, fault)
  }
}

/** Waits until a function, or a version of it, can be invoked and changed. */
export async function waitUntilReady(
  client: LambdaClient,
  functionName: string,
  version: string,
  patience: Patience,
): Promise<void> {
  const input = { FunctionName: functionName, Qualifier: version }
  try {
    await waitUntilFunctionActiveV2({ client, ...patience }, input)
    await waitUntilFunctionUpdatedV2({ client, ...patience }, input)
  } catch (fault) {
    // What the waiter throws quotes the last answer whole.
    throw new StoreError(
      `The Lambda function ${functionName}:${version} was not ready within ${patience.maxWaitTime} s (${faultName(fault)}). Save the hook again.`,
    )
  }
}

/** Removes a function, or one version of it. What is not there is no error. */
export async function deleteFunction(
  client: LambdaClient,
  functionName: string,
  version?: string,
): Promise<void> {
  const command = new DeleteFunctionCommand({
    FunctionName: functionName,
    ...(version !== undefined && { Qualifier: version }),
  })
  const isDone = await retryWithin(MOST_DELETIONS, () =>
    callAws('Lambda', `DeleteFunction of ${functionName}`, () =>
      client.send(command).then(
        () => true,
        (fault: unknown) => {
          if (isNotFound(fault)) return true
          if (isConflict(fault)) return undefined
          throw fault
        },
      ),
    ),
  )
  if (!isDone)
    throw new StoreError(`The Lambda function ${functionName} is being changed: try again`)
}

/** Another operation on the function was faster, or is under way. */
export function isConflict(fault: unknown): boolean {
  const name = faultName(fault)
  return name === 'ResourceConflictException' || name === 'PreconditionFailedException'
}

function isNotFound(fault: unknown): boolean {
  return faultName(fault) === 'ResourceNotFoundException'
}
