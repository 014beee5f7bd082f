/** What a suite runs against. */
export interface Target {
  kind: 'emulator' | 'endpoint' | 'account'
  /** As the suite's name says it. */
  name: string
}

const ACCOUNT = ['AWS_PROFILE', 'AWS_ACCESS_KEY_ID', 'AWS_WEB_IDENTITY_TOKEN_FILE']
/** As it was before an emulator's account took its place. */
const given = { ...process.env }

/**
 * Where a service is: at an endpoint that the standard variables name (`AWS_ENDPOINT_URL_DYNAMODB`
 * and the like, `AWS_ENDPOINT_URL`), in an account that they name, else in an emulator.
 */
export function targetOf(service: string, emulator: string): Target {
  const endpoint = given[`AWS_ENDPOINT_URL_${service}`] ?? given.AWS_ENDPOINT_URL
  if (endpoint) return { kind: 'endpoint', name: `on ${endpoint}` }
  if (ACCOUNT.some((name) => given[name])) return { kind: 'account', name: 'in an AWS account' }
  return { kind: 'emulator', name: `emulated by ${emulator}` }
}

/** A name that nothing else in an account has. */
export function uniqueName(kind: string): string {
  return `hookmint-test-${kind}-${crypto.randomUUID().slice(0, 8)}`
}
