import { createHash, randomUUID } from 'node:crypto'
import { AwsFault } from './serve-fake.ts'

export const ACCOUNT_ARN = 'arn:aws:lambda:us-east-1:123456789012:function:'

export type Fields = Record<string, unknown>

/** One state of a function: what `$LATEST` is, or a version for ever. */
export interface FunctionState {
  /** As given; the same words in all answers. */
  configuration: Fields
  code: Uint8Array
  codeSha256: string
  revisionId: string
  /** When it is no longer `Pending`, on the monotonic clock. */
  activeAt: number
  /** When its last update is done. */
  updatedAt: number
  lastModified: string
}

export interface LambdaFunction {
  name: string
  latest: FunctionState
  versions: Map<number, FunctionState>
  lastVersion: number
}

/** What a test may change of Lambda at any time. */
export interface LambdaLimits {
  /** How many events may be under way; more are throttled. */
  concurrency: number
  /** How long a function is `Pending`, and an update of it `InProgress`. */
  settleMs: number
  /** Roles that there are no longer: functions keep their names, and do not run. */
  goneRoles: Set<string>
}

export function newFunction(
  name: string,
  configuration: Fields,
  code: Uint8Array,
  settleMs: number,
): LambdaFunction {
  const now = performance.now()
  const state = { configuration, activeAt: now + settleMs, updatedAt: now }
  return { name, latest: withCode(state, code), versions: new Map(), lastVersion: 0 }
}

export function withCode(
  state: Pick<FunctionState, 'configuration' | 'activeAt' | 'updatedAt'>,
  code: Uint8Array,
): FunctionState {
  return {
    ...state,
    code,
    codeSha256: createHash('sha256').update(code).digest('base64'),
    revisionId: randomUUID(),
    lastModified: new Date().toISOString(),
  }
}

/** A change of `$LATEST`; the code that was there serves until it is done. */
export function updated(
  state: FunctionState,
  change: Partial<FunctionState>,
  settleMs: number,
): FunctionState {
  return {
    ...state,
    ...change,
    revisionId: randomUUID(),
    updatedAt: performance.now() + settleMs,
    lastModified: new Date().toISOString(),
  }
}

/** A new version, or the last one when nothing has changed since. */
export function publish(one: LambdaFunction, settleMs: number): number {
  const last = one.versions.get(one.lastVersion)
  const isSame =
    last?.codeSha256 === one.latest.codeSha256 &&
    JSON.stringify(last.configuration) === JSON.stringify(one.latest.configuration)
  if (isSame) return one.lastVersion
  one.lastVersion += 1
  const activeAt = performance.now() + settleMs
  one.versions.set(one.lastVersion, { ...one.latest, revisionId: randomUUID(), activeAt })
  return one.lastVersion
}

export function isPending({ activeAt }: FunctionState): boolean {
  return performance.now() < activeAt
}

/** Refuses what would change a function that another operation is at, or that was changed meanwhile. */
export function checkChangeable({ name, latest }: LambdaFunction, revisionId: unknown): void {
  if (isPending(latest)) throw conflict('The function is currently in the following state: Pending')
  if (performance.now() < latest.updatedAt) {
    throw conflict(`An update is in progress for resource: ${ACCOUNT_ARN}${name}`)
  }
  if (revisionId !== undefined && revisionId !== latest.revisionId) {
    const message =
      'The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id'
    throw new AwsFault('PreconditionFailedException', message, 412, { Type: 'User' })
  }
}

export function conflict(message: string): AwsFault {
  const text = `The operation cannot be performed at this time. ${message}`
  return new AwsFault('ResourceConflictException', text, 409, { Type: 'User' })
}

/** A `FunctionConfiguration`. */
export function describeState(name: string, state: FunctionState, version: string): Fields {
  const isUpdating = performance.now() < state.updatedAt
  return {
    ...state.configuration,
    FunctionName: name,
    FunctionArn: `${ACCOUNT_ARN}${name}${version === '$LATEST' ? '' : `:${version}`}`,
    Version: version,
    CodeSize: state.code.length,
    CodeSha256: state.codeSha256,
    RevisionId: state.revisionId,
    LastModified: state.lastModified,
    State: isPending(state) ? 'Pending' : 'Active',
    LastUpdateStatus: isUpdating ? 'InProgress' : 'Successful',
  }
}
