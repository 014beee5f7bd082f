import type { StoreError } from '../core/errors.ts'
import { awsFailure, faultName } from './aws-failure.ts'

/** The `StoreError` of a call about a secret. One that waits for its deletion can be had back. */
export function secretFailure(operation: string, secretId: string, fault: unknown): StoreError {
  const failure = awsFailure('SecretsManager', operation, fault)
  const isLeaving =
    faultName(fault) === 'InvalidRequestException' && /delet/.test((fault as Error).message)
  if (isLeaving) {
    failure.message += `. It is about to be deleted; it comes back by: aws secretsmanager restore-secret --secret-id ${secretId}`
  }
  return failure
}
