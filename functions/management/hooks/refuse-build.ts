import { HookBuildError, HookNameTaken } from '../../core/errors.ts'
import { ManagementError } from '../../core/management-error.ts'

/** Turns a script that cannot become a hook into a 400 with line and column, a name in use into a 409. */
export function refuseBuild(error: unknown): never {
  if (error instanceof HookNameTaken) throw ManagementError.conflict(error.message)
  if (!(error instanceof HookBuildError)) throw error
  const { line, column, message } = error
  const place = line === undefined ? '' : `line ${line}, column ${column}: `
  throw ManagementError.invalidBody(`'script': ${place}${message}`)
}
