import type { StoreError } from '../core/errors.ts'
import { awsFailure, faultName } from './aws-failure.ts'

/** Not rotation, which takes a token and with it the key. */
const NEW_KEYS =
  'make new ones: invoke the function of the output BootstrapFunctionName with {"action":"new-keys"}'

/** What to do about the faults that do not pass by themselves. */
const REMEDIES = new Map([
  ['DisabledException', `Enable the key, or ${NEW_KEYS}`],
  ['KMSInvalidStateException', `Cancel its deletion, or ${NEW_KEYS}`],
  ['NotFoundException', `It is lost: ${NEW_KEYS}`],
  ['AccessDeniedException', "The function's role and the key's policy must both allow it"],
])

/** The `StoreError` of a KMS call, with the key and what can be done. */
export function kmsFailure(operation: string, keyRef: string, fault: unknown): StoreError {
  const failure = awsFailure('KMS', `${operation} with the key ${keyRef}`, fault)
  const remedy = REMEDIES.get(faultName(fault))
  if (remedy !== undefined) failure.message += `. ${remedy}.`
  return failure
}
