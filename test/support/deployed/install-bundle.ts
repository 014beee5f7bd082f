import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { CreateFunctionCommand, type LambdaClient } from '@aws-sdk/client-lambda'
import { zipSync } from 'fflate'
import type { FakeLambda } from '../aws/fake-lambda.ts'
import { until } from '../hook-processes.ts'
import type { TemplateResource } from './synthesize-tenant.ts'

/**
 * Makes a function of the stack in the fake Lambda: the shipped files with the template's
 * configuration, and besides its own variables those that Lambda and the test add.
 */
export async function installBundle(
  { lambda, control }: { lambda: FakeLambda; control: LambdaClient },
  name: string,
  { Properties: wanted }: TemplateResource,
  { folder, variables }: { folder: string; variables: Record<string, string> },
): Promise<void> {
  await control.send(
    new CreateFunctionCommand({
      FunctionName: name,
      Runtime: wanted.Runtime,
      Handler: wanted.Handler,
      Role: wanted.Role,
      MemorySize: wanted.MemorySize,
      Timeout: wanted.Timeout,
      Architectures: wanted.Architectures,
      Environment: { Variables: { ...wanted.Environment?.Variables, ...variables } },
      Code: { ZipFile: zipSync(readFiles(folder), { level: 0 }) },
    }),
  )
  await until(`${name} is active`, () => lambda.describe(name).State === 'Active')
}

function readFiles(folder: string): Record<string, Uint8Array> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return Object.fromEntries(
    entries
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .map((file) => [relative(folder, file), readFileSync(file)]),
  )
}
