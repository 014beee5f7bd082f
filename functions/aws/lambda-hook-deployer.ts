import { createHash } from 'node:crypto'
import type { LambdaClient } from '@aws-sdk/client-lambda'
import { StoreError } from '../core/errors.ts'
import { withRuntime } from '../core/hook-files.ts'
import type { HookDeployer } from '../core/ports/hook-deployer.ts'
import { awsFailure } from './aws-failure.ts'
import {
  deleteFunction,
  findFunction,
  isConflict,
  listVersions,
  type Patience,
} from './lambda-functions.ts'
import {
  type HookFunctionSettings,
  hookFunctionName,
  versionArnOf,
} from './lambda-hook-function.ts'
import { publishVersion } from './lambda-publish.ts'
import { isVersionDeployed } from './lambda-version-check.ts'
import { zipFiles } from './lambda-zip.ts'
import { retryWithin } from './retry-within.ts'

/** Of publishing, when others change the same function meanwhile. */
const MOST_TRIES = 20
const PATIENCE: Patience = { maxWaitTime: 60, minDelay: 1, maxDelay: 4 }

/**
 * `HookDeployer` on Lambda: a function for each hook, a published version for each of its states,
 * all with one configuration. A number is given once: what was removed comes back as another.
 */
export function createLambdaHookDeployer(
  client: LambdaClient,
  options: HookFunctionSettings & {
    /** One ES module that goes beside each script as `index.mjs`, and its SHA-256 in hex. */
    runtime: { code: Uint8Array; sha: string }
    patience?: Patience
  },
): HookDeployer {
  const { runtime, patience = PATIENCE } = options

  return {
    runtimeSha: runtime.sha,
    async deploy(hookId, built) {
      const functionName = hookFunctionName(options, hookId)
      const zip = zipFiles(withRuntime(built.files, runtime.code))
      const codeSha256 = createHash('sha256').update(zip).digest('base64')
      const order = { functionName, zip, codeSha256, settings: options, patience }
      const version = await retryWithin(MOST_TRIES, () =>
        publishVersion(client, order).catch((fault: unknown) => {
          if (isConflict(fault)) return undefined
          throw awsFailure('Lambda', `deployment of ${functionName}`, fault)
        }),
      )
      if (version === undefined) {
        throw new StoreError(
          `Others kept changing the Lambda function ${functionName}: save the hook again`,
        )
      }
      const versionArn = versionArnOf(version)
      return { versionArn, runtimeSha: runtime.sha, deployedSha: codeSha256 }
    },
    isDeployed: (version) => isVersionDeployed(client, version, options.roleArn),
    async isLost(hookId) {
      return (await findFunction(client, hookFunctionName(options, hookId))) === undefined
    },
    async keepOnly(hookId, versionArns) {
      const functionName = hookFunctionName(options, hookId)
      for (const version of await listVersions(client, functionName)) {
        if (version.Version === '$LATEST' || versionArns.includes(versionArnOf(version))) continue
        await deleteFunction(client, functionName, version.Version)
      }
    },
    async remove(hookId) {
      await deleteFunction(client, hookFunctionName(options, hookId))
    },
  }
}
