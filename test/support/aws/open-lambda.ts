import { bundleHookRuntime } from '../../../build/hook-runtime.ts'
import {
  createLambdaControlClient,
  createLambdaInvokeClient,
} from '../../../functions/aws/lambda-client.ts'
import { createLambdaHookDeployer } from '../../../functions/aws/lambda-hook-deployer.ts'
import { createLambdaHookRunner } from '../../../functions/aws/lambda-hook-runner.ts'
import { plainBuilder } from '../plain-builder.ts'
import { startFakeLambda } from './fake-lambda.ts'

const roleArn = 'arn:aws:iam::123456789012:role/acme-hook'
const patience = { maxWaitTime: 20, minDelay: 0.02, maxDelay: 0.1 }
/** What a hung hook may take beyond its time limit: half of what it may on Lambda, whose starts are slow too. */
const GRACE_MS = 1_500

/** The adapters of Lambda over a fake of it without functions. */
export async function openLambda({ requestTimeoutMs = 20_000 } = {}) {
  const lambda = await startFakeLambda()
  const control = createLambdaControlClient({ endpoint: lambda.endpoint, requestTimeoutMs })
  const invoker = createLambdaInvokeClient({ endpoint: lambda.endpoint })
  const runtime = await bundleHookRuntime()
  const deployer = createLambdaHookDeployer(control, { prefix: 'acme', roleArn, runtime, patience })
  const runner = createLambdaHookRunner(invoker, { graceMs: GRACE_MS })
  return {
    lambda,
    control,
    invoker,
    deployer,
    runner,
    /** Builds and deploys a script; gives its version. */
    async deploy(script: string, hookId = 'hook'): Promise<string> {
      const built = await plainBuilder.build({ script, dependencies: {} })
      return (await deployer.deploy(hookId, built)).versionArn
    },
    async close() {
      control.destroy()
      invoker.destroy()
      await lambda.close()
    },
  }
}
