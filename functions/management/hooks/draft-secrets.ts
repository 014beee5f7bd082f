import { ManagementError } from '../../core/management-error.ts'
import { SECRET_LIMITS, VALUE_NOT_SHOWN } from '../contract/hook-secrets.ts'

/**
 * The secrets of a test: the saved ones, and over them those given by name. A placeholder stands
 * for the saved value; where there is none, the secret is missing. Throws a 400 beyond the limits.
 */
export function draftSecrets(
  saved: Record<string, string>,
  missing: readonly string[],
  given: Record<string, string>,
): { secrets: Record<string, string>; missingSecrets: string[] } {
  const values = Object.entries(given).filter(([, value]) => value !== VALUE_NOT_SHOWN)
  const secrets = Object.fromEntries([...Object.entries(saved), ...values])
  const names = new Set([...Object.keys(saved), ...missing, ...Object.keys(given)])
  if (names.size > SECRET_LIMITS.secrets) {
    throw ManagementError.invalidBody(
      `'secrets': a hook can have at most ${SECRET_LIMITS.secrets}, with the saved ones these would be ${names.size}`,
    )
  }
  if (Buffer.byteLength(JSON.stringify(secrets)) > SECRET_LIMITS.totalBytes) {
    throw ManagementError.invalidBody(
      `'secrets': all of a hook's together, as JSON, must fit ${SECRET_LIMITS.totalBytes} bytes`,
    )
  }
  return { secrets, missingSecrets: [...names].filter((name) => !Object.hasOwn(secrets, name)) }
}
