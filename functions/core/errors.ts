import type { RecordKey } from './record-keys.ts'

/** A transaction met a record that was not as expected; nothing was written. */
export class ConflictError extends Error {
  override name = 'ConflictError'
  readonly key: RecordKey<unknown>

  constructor(key: RecordKey<unknown>) {
    super(
      `The record ${key.pk}/${key.sk} is not as the transaction expected. Read it and try again.`,
    )
    this.key = key
  }
}

/** A store or signer is out of reach or exhausted after its retries. */
export class StoreError extends Error {
  override name = 'StoreError'
}

/** A version of a hook's secrets is not there: written a moment ago, or gone. */
export class SecretsGone extends StoreError {
  override name = 'SecretsGone'

  constructor(hookId: string, versionId: string) {
    super(
      `The hook ${hookId} has no secrets of version ${versionId}. If that stays so, set all of them anew: hookmint secrets set`,
    )
  }
}

/** The pinned version does not exist (any more); nothing ran. */
export class HookVersionGone extends Error {
  override name = 'HookVersionGone'

  constructor(versionArn: string) {
    super(`There is no deployed hook version ${versionArn}`)
  }
}

/** No process came free for the event before its deadline; nothing ran. */
export class HookCapacityError extends Error {
  override name = 'HookCapacityError'
}

/** Another hook has the name. */
export class HookNameTaken extends Error {
  override name = 'HookNameTaken'

  constructor(name: string, owner: string) {
    super(`A hook with the name '${name}' already exists (${owner})`)
  }
}

/** A script that cannot become a hook. */
export class HookBuildError extends Error {
  override name = 'HookBuildError'
  /** 1-based, of the script; absent when the fault is not in a line. */
  readonly line: number | undefined
  readonly column: number | undefined

  constructor(message: string, place?: { line: number; column: number }) {
    super(message)
    this.line = place?.line
    this.column = place?.column
  }
}
