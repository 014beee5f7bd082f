import { ArnFormat } from 'aws-cdk-lib'
import type { House } from './house.ts'
import type { ServiceFunction } from './service-function.ts'

/** The keys that sign tokens, made by bootstrap and the management function. */
export interface SigningKeys {
  grantMakeTo(fn: ServiceFunction): void
}

/** What the account's own policies may allow its administrators: not to sign. */
const ADMINISTER = [
  'kms:CancelKeyDeletion',
  'kms:DescribeKey',
  'kms:DisableKey',
  'kms:EnableKey',
  'kms:GetKeyPolicy',
  'kms:GetKeyRotationStatus',
  'kms:GetPublicKey',
  'kms:ListGrants',
  'kms:ListKeyPolicies',
  'kms:ListResourceTags',
  'kms:PutKeyPolicy',
  'kms:ScheduleKeyDeletion',
  'kms:TagResource',
  'kms:UntagResource',
  'kms:UpdateKeyDescription',
]

/**
 * The policy that every key of the tenant is made with. It alone lets the token function sign, and
 * the makers finish what they made; the roles' own policies name no key. It names the roles by their
 * fixed names, so that keys outlive the stack and work for one that adopts its table.
 */
export function createSigningKeys(
  { stack, prefix }: House,
  { signer, makers }: { signer: ServiceFunction; makers: ServiceFunction[] },
): SigningKeys {
  const accountRoot = stack.formatArn({
    service: 'iam',
    region: '',
    resource: 'root',
    arnFormat: ArnFormat.NO_RESOURCE_NAME,
  })
  const rolesOf = (fns: ServiceFunction[]) => ({
    StringEquals: { 'kms:CallerAccount': stack.account },
    ArnEquals: { 'aws:PrincipalArn': fns.map(({ role }) => roleArn(role.roleName)) },
  })
  const roleArn = (name: string) =>
    stack.formatArn({ service: 'iam', region: '', resource: 'role', resourceName: name })
  const allow = { Effect: 'Allow', Resource: '*' }
  const policy = stack.toJsonString({
    Version: '2012-10-17',
    Statement: [
      { Sid: 'Administer', ...allow, Principal: { AWS: accountRoot }, Action: ADMINISTER },
      {
        Sid: 'SignTokens',
        ...allow,
        Principal: { AWS: '*' },
        Action: 'kms:Sign',
        Condition: rolesOf([signer]),
      },
      {
        Sid: 'MakeKeys',
        ...allow,
        Principal: { AWS: '*' },
        Action: ['kms:Sign', 'kms:GetPublicKey', 'kms:DisableKey'],
        Condition: rolesOf(makers),
      },
    ],
  })
  return {
    grantMakeTo(fn) {
      fn.allow({
        actions: ['kms:CreateKey'],
        resources: ['*'],
        conditions: {
          StringEquals: { 'kms:KeySpec': 'RSA_2048', 'kms:KeyUsage': 'SIGN_VERIFY' },
          BoolIfExists: { 'kms:MultiRegion': 'false' },
        },
        patternReason: 'A key that is to be made has no name yet; only one kind can be made',
      })
      fn.setVariable('prefix', prefix)
      fn.setVariable('keyPolicy', policy)
    },
  }
}
