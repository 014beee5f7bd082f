import type { LambdaClient } from '@aws-sdk/client-lambda'
import type { DeployedVersion } from '../core/hook-model.ts'
import { findFunction } from './lambda-functions.ts'
import { versionNumberOf } from './lambda-version-arn.ts'

/**
 * Whether a version is there, is the one that was deployed, and can be invoked: one with the role of
 * an earlier stack, which went with that, cannot.
 */
export async function isVersionDeployed(
  client: LambdaClient,
  { versionArn, deployedSha }: Pick<DeployedVersion, 'versionArn' | 'deployedSha'>,
  roleArn: string,
): Promise<boolean> {
  if (versionNumberOf(versionArn) === undefined) return false
  const found = await findFunction(client, versionArn)
  const isSame = deployedSha === undefined || found?.CodeSha256 === deployedSha
  return isSame && found?.Role === roleArn
}
