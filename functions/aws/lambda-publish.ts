import {
  CreateFunctionCommand,
  type FunctionConfiguration,
  type LambdaClient,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda'
import { findFunction, listVersions, type Patience, waitUntilReady } from './lambda-functions.ts'
import {
  type HookFunctionSettings,
  hookConfiguration,
  isConfigured,
} from './lambda-hook-function.ts'

/** A version that is wanted. */
export interface PublishOrder {
  functionName: string
  zip: Uint8Array
  /** SHA-256 of the archive in base64: Lambda's name for the code. */
  codeSha256: string
  settings: HookFunctionSettings
  patience: Patience
}

/**
 * Publishes code as a version, unless one has that code already, and waits until it is ready.
 * Throws Lambda's conflicts when others change the function meanwhile: to be called again then.
 */
export async function publishVersion(
  client: LambdaClient,
  order: PublishOrder,
): Promise<FunctionConfiguration> {
  const { functionName, codeSha256, settings, patience } = order
  const versions = await listVersions(client, functionName)
  const published = versions.find(
    (version) =>
      version.Version !== '$LATEST' &&
      version.CodeSha256 === codeSha256 &&
      isConfigured(settings, version),
  )
  const version =
    published ??
    (versions.length === 0 ? await createFunction(client, order) : await update(client, order))
  await waitUntilReady(client, functionName, version.Version ?? '$LATEST', patience)
  return version
}

function createFunction(
  client: LambdaClient,
  { functionName, zip, settings }: PublishOrder,
): Promise<FunctionConfiguration> {
  return client.send(
    new CreateFunctionCommand({
      ...hookConfiguration(settings),
      FunctionName: functionName,
      PackageType: 'Zip',
      Architectures: ['arm64'],
      Code: { ZipFile: zip },
      Publish: true,
    }),
  )
}

/** Each step is conditioned on what the one before saw. */
async function update(
  client: LambdaClient,
  { functionName, zip, settings, patience }: PublishOrder,
): Promise<FunctionConfiguration> {
  const read = async () => {
    await waitUntilReady(client, functionName, '$LATEST', patience)
    return (await findFunction(client, functionName)) ?? {}
  }
  let latest = await read()
  if (!isConfigured(settings, latest)) {
    await client.send(
      new UpdateFunctionConfigurationCommand({
        ...hookConfiguration(settings),
        FunctionName: functionName,
        RevisionId: latest.RevisionId,
      }),
    )
    latest = await read()
  }
  return client.send(
    new UpdateFunctionCodeCommand({
      FunctionName: functionName,
      ZipFile: zip,
      Architectures: ['arm64'],
      Publish: true,
      RevisionId: latest.RevisionId,
    }),
  )
}
