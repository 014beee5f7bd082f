import {
  CreateSecretCommand,
  PutSecretValueCommand,
  type PutSecretValueCommandOutput,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager'
import { StoreError } from '../core/errors.ts'
import { awsFailure, faultName } from './aws-failure.ts'
import { secretFailure } from './secrets-manager-failure.ts'
import { createLabel, writtenAt } from './secrets-manager-labels.ts'
import { moveLabel } from './secrets-manager-versions.ts'

/** Secrets Manager's bound. */
const MAX_BYTES = 65_536

/** Stores a map as a new version of a secret; the secret is made with its first version. */
export async function writeVersion(
  client: SecretsManagerClient,
  secretId: string,
  secrets: Record<string, string>,
  requestToken: string,
): Promise<{ versionId: string }> {
  const text = JSON.stringify(secrets)
  const bytes = Buffer.byteLength(text)
  if (bytes > MAX_BYTES) {
    throw new RangeError(`The secrets have ${bytes} bytes as JSON, at most ${MAX_BYTES}`)
  }
  const label = createLabel(requestToken, Date.now())
  const put = () => putVersion(client, secretId, text, requestToken, label)
  let answer = await put()
  if (answer === undefined) {
    await createSecret(client, secretId)
    answer = await put()
  }
  if (answer?.VersionId === undefined) {
    throw new StoreError(`SecretsManager PutSecretValue did not find ${secretId}, just created`)
  }
  // A repetition changes nothing: of a version that was removed meanwhile the label is off.
  if (writtenAt(answer.VersionStages) === undefined) {
    await moveLabel(client, secretId, label, { MoveToVersionId: answer.VersionId })
  }
  return { versionId: answer.VersionId }
}

/** Undefined when there is no such secret. */
async function putVersion(
  client: SecretsManagerClient,
  secretId: string,
  text: string,
  requestToken: string,
  label: string,
): Promise<PutSecretValueCommandOutput | undefined> {
  const command = new PutSecretValueCommand({
    SecretId: secretId,
    SecretString: text,
    ClientRequestToken: requestToken,
    VersionStages: [label],
  })
  try {
    return await client.send(command)
  } catch (fault) {
    if (faultName(fault) === 'ResourceNotFoundException') return undefined
    throw secretFailure('PutSecretValue', secretId, fault)
  }
}

/** Without a value, which gets its label when it is put. One that is there already is no error. */
async function createSecret(client: SecretsManagerClient, secretId: string): Promise<void> {
  try {
    await client.send(new CreateSecretCommand({ Name: secretId }))
  } catch (fault) {
    if (faultName(fault) === 'ResourceExistsException') return
    throw awsFailure('SecretsManager', 'CreateSecret', fault)
  }
}
