/** A custom resource's event, as far as it is read (CloudFormation's "Custom resource request objects"). */
export interface CloudFormationCall {
  RequestType: 'Create' | 'Update' | 'Delete'
  RequestId: string
  /** Takes the answer, by PUT. */
  ResponseURL: string
  StackId: string
  LogicalResourceId: string
  PhysicalResourceId?: string
  ResourceProperties: TenantProperties
  /** Of an update. */
  OldResourceProperties?: Partial<TenantProperties>
}

/** What the template says of the tenant. */
export interface TenantProperties {
  TenantName: string
  Issuer: string
  TableName: string
}

/** What the operator may invoke the function with. */
export type OperatorCall =
  | { action: 'new-admin' }
  /** For who cannot sign any more, and so has no token to rotate with. */
  | { action: 'new-keys' }
  /** `https://{host}/`, with the trailing slash. */
  | { action: 'change-issuer'; issuer: string }

export type BootstrapCall = CloudFormationCall | OperatorCall

const ISSUER = /^https:\/\/[a-z0-9.-]+(:\d{1,5})?\/$/

/** Throws an Error that says what was wanted. */
export function parseCall(event: unknown): BootstrapCall {
  const call = (typeof event === 'object' && event !== null ? event : {}) as Record<string, unknown>
  if (typeof call.RequestType === 'string' && typeof call.ResponseURL === 'string') {
    return event as CloudFormationCall
  }
  if (call.action === 'new-admin' || call.action === 'new-keys') return { action: call.action }
  if (call.action === 'change-issuer') {
    return { action: 'change-issuer', issuer: checkIssuer(call.issuer) }
  }
  throw new Error(
    'Invoke this function with {"action":"new-admin"}, {"action":"new-keys"} or {"action":"change-issuer","issuer":"https://host/"}',
  )
}

/** Throws an Error for what no token can name as its issuer. */
export function checkIssuer(issuer: unknown): string {
  if (typeof issuer === 'string' && ISSUER.test(issuer)) return issuer
  throw new Error(
    `${JSON.stringify(issuer)} is no issuer: https://, a host in lower case, and a slash at the end`,
  )
}
