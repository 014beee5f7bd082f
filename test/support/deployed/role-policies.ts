import type { Statement } from './evaluate-policy.ts'
import type { ResolvedTemplate } from './resolve-template.ts'

/** A function's role and all that it may do. */
export interface RolePolicies {
  roleArn: string
  statements: Statement[]
}

/** By the logical id of the function. Throws an Error when a role has rights that are not written out. */
export function rolePolicies({ resources }: ResolvedTemplate, functionId: string): RolePolicies {
  const roleArn = String(resources[functionId]?.Properties.Role)
  return { roleArn, statements: statementsOf({ resources }, roleArn) }
}

function statementsOf(
  { resources }: Pick<ResolvedTemplate, 'resources'>,
  roleArn: string,
): Statement[] {
  const name = roleArn.slice(roleArn.lastIndexOf('/') + 1)
  for (const { Type, Properties: properties = {} } of Object.values(resources)) {
    if (Type !== 'AWS::IAM::Role') continue
    if (properties.ManagedPolicyArns || properties.Policies || properties.PermissionsBoundary) {
      throw new Error('A role has policies other than those that are attached to it')
    }
  }
  return Object.values(resources)
    .filter(
      ({ Type, Properties }) => Type === 'AWS::IAM::Policy' && Properties.Roles.includes(name),
    )
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
}
