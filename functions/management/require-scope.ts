import { ManagementError } from '../core/management-error.ts'
import type { Caller } from './authenticate-caller.ts'
import type { Operation } from './operation.ts'

/** Throws the one 403 of this API: tools read any other as "feature gone". */
export function requireScope(caller: Caller, { scopes }: Operation): void {
  if (scopes.length > 0 && !scopes.some((scope) => caller.scopes.has(scope))) {
    throw ManagementError.insufficientScope(scopes)
  }
}
