import { type Stack, Validations } from 'aws-cdk-lib'
import type { IConstruct } from 'constructs'

/** Says why a rule of cdk-nag does not apply to a construct and what is in it. */
export function acknowledge(construct: IConstruct, id: string, reason: string): void {
  Validations.of(construct).acknowledge({ id, reason })
}

/** Says why a role may name resources by a pattern. Each pattern needs a word of its own. */
export function acknowledgePatterns(
  stack: Stack,
  role: IConstruct,
  resources: string[],
  reason: string,
): void {
  for (const resource of resources) {
    acknowledge(role, `AwsSolutions-IAM5[Resource::${flatten(stack.resolve(resource))}]`, reason)
  }
}

/** As the rule names a resource: `arn:<AWS::Partition>:…`. */
function flatten(resolved: unknown): string {
  if (typeof resolved === 'string') return resolved
  const { Ref: reference, 'Fn::Join': join } = resolved as {
    Ref?: string
    'Fn::Join'?: [string, unknown[]]
  }
  if (join === undefined) return `<${reference}>`
  const [delimiter, parts] = join
  return parts.map(flatten).join(delimiter)
}
