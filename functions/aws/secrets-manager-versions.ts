import { randomUUID } from 'node:crypto'
import {
  ListSecretVersionIdsCommand,
  type ListSecretVersionIdsCommandOutput,
  PutSecretValueCommand,
  type SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager'
import { StoreError } from '../core/errors.ts'
import { callAws } from './aws-failure.ts'
import { CURRENT, EMPTY, labelsToTakeOff, PREVIOUS, writtenAt } from './secrets-manager-labels.ts'

/** A version that bears a label. */
export interface LabelledVersion {
  versionId: string
  labels: string[]
  /** Milliseconds since the epoch; undefined when it is none of the hook's any more. */
  writtenAt: number | undefined
}

/** The versions of a secret that bear labels, all pages of them. */
export async function listVersions(
  client: SecretsManagerClient,
  secretId: string,
): Promise<LabelledVersion[]> {
  const found: LabelledVersion[] = []
  let next: string | undefined
  do {
    const page: ListSecretVersionIdsCommandOutput = await client.send(
      new ListSecretVersionIdsCommand({
        SecretId: secretId,
        MaxResults: 100,
        ...(next && { NextToken: next }),
      }),
    )
    if (page.Versions === undefined) {
      throw new StoreError('SecretsManager ListSecretVersionIds answered without versions')
    }
    for (const { VersionId: versionId, VersionStages: labels = [] } of page.Versions) {
      if (versionId === undefined) continue
      found.push({ versionId, labels, writtenAt: writtenAt(labels) })
    }
    next = page.NextToken
  } while (next)
  return found
}

/**
 * Takes all labels off a version. AWSCURRENT cannot come off, only move: to the newest version of
 * the hook that stays, or to an empty one made for it.
 */
export async function takeLabelsOff(
  client: SecretsManagerClient,
  secretId: string,
  { versionId, labels }: LabelledVersion,
  staying: readonly LabelledVersion[],
): Promise<void> {
  const isCurrent = labels.includes(CURRENT)
  if (isCurrent) await moveCurrent(client, secretId, versionId, newest(staying))
  // What AWSCURRENT left has become AWSPREVIOUS.
  const left = isCurrent ? [...labels.filter((label) => label !== PREVIOUS), PREVIOUS] : labels
  for (const label of labelsToTakeOff(left)) {
    await moveLabel(client, secretId, label, { RemoveFromVersionId: versionId })
  }
}

async function moveCurrent(
  client: SecretsManagerClient,
  secretId: string,
  from: string,
  newestStaying: LabelledVersion | undefined,
): Promise<void> {
  const to = newestStaying?.versionId ?? (await putEmptyVersion(client, secretId))
  await moveLabel(client, secretId, CURRENT, { RemoveFromVersionId: from, MoveToVersionId: to })
}

async function putEmptyVersion(client: SecretsManagerClient, secretId: string): Promise<string> {
  const command = new PutSecretValueCommand({
    SecretId: secretId,
    SecretString: '{}',
    ClientRequestToken: randomUUID(),
    VersionStages: [EMPTY],
  })
  const put = () => client.send(command)
  const { VersionId } = await callAws('SecretsManager', 'PutSecretValue', put)
  if (VersionId !== undefined) return VersionId
  throw new StoreError('SecretsManager PutSecretValue answered without a version')
}

/** Puts a label on a version, takes it off one, or both. */
export async function moveLabel(
  client: SecretsManagerClient,
  secretId: string,
  label: string,
  move: { RemoveFromVersionId?: string; MoveToVersionId?: string },
): Promise<void> {
  const command = new UpdateSecretVersionStageCommand({
    SecretId: secretId,
    VersionStage: label,
    ...move,
  })
  await callAws('SecretsManager', 'UpdateSecretVersionStage', () => client.send(command))
}

function newest(versions: readonly LabelledVersion[]): LabelledVersion | undefined {
  return versions.toSorted((a, b) => (b.writtenAt ?? 0) - (a.writtenAt ?? 0))[0]
}
