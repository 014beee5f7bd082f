import type { LambdaClient } from '@aws-sdk/client-lambda'
import { findFunction } from './lambda-functions.ts'
import { versionNumberOf } from './lambda-version-arn.ts'

/**
 * Whether a version is there and can be invoked: one with the role of an earlier stack, which went
 * with that, cannot.
 */
export async function isVersionDeployed(
  client: LambdaClient,
  versionArn: string,
  roleArn: string,
): Promise<boolean> {
  if (versionNumberOf(versionArn) === undefined) return false
  return (await findFunction(client, versionArn))?.Role === roleArn
}
