import type { StoreError } from '../core/errors.ts'
import { awsFailure, faultName } from './aws-failure.ts'

/** What to do about the faults that do not pass by themselves. */
const REMEDIES = new Map([
  ['DisabledException', 'Enable the key, or make another one current: hookmint keys rotate'],
  [
    'KMSInvalidStateException',
    'Cancel its deletion, or make another one current: hookmint keys rotate',
  ],
  ['NotFoundException', 'Make another key current: hookmint keys rotate'],
  ['AccessDeniedException', "The function's role and the key's policy must both allow it"],
])

/** The `StoreError` of a KMS call, with the key and what can be done. */
export function kmsFailure(operation: string, keyRef: string, fault: unknown): StoreError {
  const failure = awsFailure('KMS', `${operation} with the key ${keyRef}`, fault)
  const remedy = REMEDIES.get(faultName(fault))
  if (remedy !== undefined) failure.message += `. ${remedy}.`
  return failure
}
