import { randomUUID } from 'node:crypto'
import { AwsFault } from './serve-fake.ts'

const CURRENT = 'AWSCURRENT'
const PREVIOUS = 'AWSPREVIOUS'
const MOST_LABELS = 20

interface Version {
  text: string
  labels: Set<string>
}

/** A secret of the fake Secrets Manager. */
export interface FakeSecret {
  name: string
  arn: string
  versions: Map<string, Version>
  /** Scheduled for deletion. */
  isLeaving: boolean
}

export function newSecret(name: string): FakeSecret {
  const suffix = randomUUID().slice(0, 6)
  const arn = `arn:aws:secretsmanager:us-east-1:123456789012:secret:${name}-${suffix}`
  return { name, arn, versions: new Map(), isLeaving: false }
}

/** Adds a version with labels; the same again under its id changes nothing. */
export function putVersion(
  secret: FakeSecret,
  id: string,
  text: string,
  labels: string[],
): Version {
  const known = secret.versions.get(id)
  if (known !== undefined && known.text !== text) {
    throw new AwsFault(
      'ResourceExistsException',
      `You can't modify an existing version: a secret version ID ${id} already exists`,
    )
  }
  if (known !== undefined) return known
  const version = { text, labels: new Set<string>() }
  const isFirst = secret.versions.size === 0
  secret.versions.set(id, version)
  for (const label of isFirst ? new Set([...labels, CURRENT]) : labels) attach(secret, label, id)
  return version
}

/** The one version that a label or an id names. */
export function findVersion(
  secret: FakeSecret,
  { id, label }: { id?: string | undefined; label?: string | undefined },
): [id: string, version: Version] {
  const wanted = label ?? (id === undefined ? CURRENT : undefined)
  const found = [...secret.versions].find(
    ([known, { labels }]) =>
      (id === undefined || known === id) && (wanted === undefined || labels.has(wanted)),
  )
  if (found !== undefined) return found
  throw notFound()
}

/** Takes a label off a version, puts it on another, or both. */
export function moveLabel(
  secret: FakeSecret,
  label: string,
  { from, to }: { from?: string | undefined; to?: string | undefined },
): void {
  const [holder] = [...secret.versions].find(([, { labels }]) => labels.has(label)) ?? []
  for (const id of [from, to]) if (id !== undefined && !secret.versions.has(id)) throw notFound()
  if (from !== undefined && from !== holder) {
    throw invalid(`The staging label ${label} isn't attached to version ${from}`)
  }
  if (to !== undefined && holder !== undefined && from === undefined && holder !== to) {
    throw invalid(
      `The parameter RemoveFromVersionId can't be empty. Staging label ${label} is currently attached to version ${holder}`,
    )
  }
  if (to === undefined && label === CURRENT) {
    throw invalid(`You can only move staging label ${CURRENT} to a different secret version.`)
  }
  if (to !== undefined) attach(secret, label, to)
  else secret.versions.get(from ?? '')?.labels.delete(label)
}

export function invalid(message: string): AwsFault {
  return new AwsFault('InvalidParameterException', message)
}

export function notFound(): AwsFault {
  const message = "Secrets Manager can't find the specified secret."
  return new AwsFault('ResourceNotFoundException', message)
}

/** A label is on one version only; what AWSCURRENT leaves becomes AWSPREVIOUS. */
function attach({ versions }: FakeSecret, label: string, id: string): void {
  const before = [...versions].find(([, { labels }]) => labels.has(label))
  if (before?.[0] === id) return
  before?.[1].labels.delete(label)
  if (label === CURRENT && before !== undefined) {
    for (const { labels } of versions.values()) labels.delete(PREVIOUS)
    before[1].labels.add(PREVIOUS)
  }
  const labels = versions.get(id)?.labels
  labels?.add(label)
  if ((labels?.size ?? 0) > MOST_LABELS) {
    throw new AwsFault('LimitExceededException', `At most ${MOST_LABELS} labels on a version`)
  }
}
