import { createDynamodbClient } from '../aws/dynamodb-client.ts'
import { createDynamodbTenantStore } from '../aws/dynamodb-tenant-store.ts'
import { readHookRuntime } from '../aws/hook-runtime.ts'
import { createLambdaControlClient, createLambdaInvokeClient } from '../aws/lambda-client.ts'
import { createLambdaHookDeployer } from '../aws/lambda-hook-deployer.ts'
import type { DeployCall } from '../aws/lambda-hook-deployments.ts'
import type { RemoveCall } from '../aws/lambda-hook-remover.ts'
import { createLambdaHookRunner } from '../aws/lambda-hook-runner.ts'
import { createLambdaPackageBundler } from '../aws/lambda-package-bundler.ts'
import { createHookBuilder } from '../build-hook/build-hook.ts'
import { readEnvironment } from '../environment.ts'
import { systemClock as clock } from '../system-clock.ts'
import { deployHook } from './deploy-hook.ts'

const settings = readEnvironment('tableName', 'prefix', 'hookRoleArn', 'buildHookFunction')
const invoking = createLambdaInvokeClient()
const deployer = createLambdaHookDeployer(createLambdaControlClient(), {
  prefix: settings.prefix,
  roleArn: settings.hookRoleArn,
  runtime: readHookRuntime(import.meta.url),
})
const ports = {
  store: createDynamodbTenantStore(createDynamodbClient(), settings.tableName),
  builder: createHookBuilder(createLambdaPackageBundler(invoking, settings.buildHookFunction)),
  deployer,
  runner: createLambdaHookRunner(invoking),
  clock,
}

/** Does a recorded deployment, or removes what was deployed for a hook. */
export async function handler(call: DeployCall | RemoveCall): Promise<void> {
  if ('remove' in call) await deployer.remove(call.remove)
  else await deployHook(ports, call.hookId, call.deploymentId)
}
