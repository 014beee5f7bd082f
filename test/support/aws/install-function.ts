import { CreateFunctionCommand, type LambdaClient } from '@aws-sdk/client-lambda'
import { zipSync } from 'fflate'
import { until } from '../hook-processes.ts'
import type { FakeLambda } from './fake-lambda.ts'

/** Makes a function of these files, whose handler is `index.handler`, and waits until it is ready. */
export async function installFunction(
  { lambda, control }: { lambda: FakeLambda; control: LambdaClient },
  name: string,
  files: Record<string, Uint8Array>,
  { timeoutSeconds = 30, variables = {} }: { timeoutSeconds?: number; variables?: object } = {},
): Promise<string> {
  await control.send(
    new CreateFunctionCommand({
      FunctionName: name,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: 'arn:aws:iam::123456789012:role/acme-other',
      MemorySize: 512,
      Timeout: timeoutSeconds,
      Environment: { Variables: { ...variables } },
      Code: { ZipFile: zipSync(files) },
    }),
  )
  await until('the function is active', () => lambda.describe(name).State === 'Active')
  return name
}
