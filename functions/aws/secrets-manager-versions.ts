import {
  ListSecretVersionIdsCommand,
  type ListSecretVersionIdsCommandOutput,
  PutSecretValueCommand,
  type SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager'
import { callAws } from './aws-failure.ts'
import { CURRENT, labelsToTakeOff, PREVIOUS, writtenAt } from './secrets-manager-labels.ts'

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
    for (const { VersionId: versionId, VersionStages: labels = [] } of page.Versions ?? []) {
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
  to: LabelledVersion | undefined,
): Promise<void> {
  if (to !== undefined) {
    const move = { RemoveFromVersionId: from, MoveToVersionId: to.versionId }
    return moveLabel(client, secretId, CURRENT, move)
  }
  const empty = { SecretId: secretId, SecretString: '{}', VersionStages: [CURRENT] }
  await callAws('SecretsManager', 'PutSecretValue', () =>
    client.send(new PutSecretValueCommand(empty)),
  )
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
