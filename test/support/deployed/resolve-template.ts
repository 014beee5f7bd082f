import type { TemplateResource, TenantTemplate } from './synthesize-tenant.ts'

const PSEUDO: Record<string, string> = {
  'AWS::Partition': 'aws',
  'AWS::Region': 'us-east-1',
  'AWS::AccountId': '123456789012',
  'AWS::URLSuffix': 'amazonaws.com',
  'AWS::StackName': 'hookmint-main',
}

/** What a resource is called, and its ARN, when CloudFormation has made it. */
const MADE: Record<string, (id: string, properties: Record<string, unknown>) => Made> = {
  'AWS::DynamoDB::GlobalTable': (id) => {
    const name = `hookmint-main-${id}`
    return { ref: name, arn: arn('dynamodb', `table/${name}`) }
  },
  'AWS::Lambda::Function': (id) => ({ ref: id, arn: arn('lambda', `function:${id}`) }),
  'AWS::Logs::LogGroup': (id) => ({ ref: id, arn: arn('logs', `log-group:${id}:*`) }),
  'AWS::IAM::Role': (id, { RoleName: name = id }) => ({
    ref: String(name),
    arn: `arn:aws:iam::123456789012:role/${name}`,
  }),
  'AWS::SecretsManager::Secret': (id) => {
    const made = arn('secretsmanager', `secret:${id}-AbCdEf`)
    return { ref: made, arn: made }
  },
  'AWS::SNS::Topic': (id) => ({ ref: arn('sns', id), arn: arn('sns', id) }),
}

interface Made {
  ref: string
  arn: string
}

/** Resolves what CloudFormation would, in one account and Region. */
export interface ResolvedTemplate {
  resources: Record<string, TemplateResource>
  resolve(value: unknown): unknown
}

/**
 * `given`: what `Ref` or `Fn::GetAtt` (`Id.Attribute`) of some resources is. Names that CloudFormation
 * makes up are the logical ids with `suffix`, which tells one stack of a template from the next.
 */
export function resolveTemplate(
  { Resources }: TenantTemplate,
  given: Record<string, string> = {},
  suffix = '',
): ResolvedTemplate {
  function made(id: string): Made {
    const resource = Resources[id]
    const make = resource && MADE[resource.Type]
    if (make === undefined) return { ref: id, arn: id }
    return make(id + suffix, resolve(resource?.Properties ?? {}) as Record<string, unknown>)
  }

  function reference(id: string): string {
    return PSEUDO[id] ?? given[id] ?? made(id).ref
  }

  function attribute(id: string, name: string): string {
    const known = given[`${id}.${name}`]
    if (known !== undefined) return known
    return name === 'Arn' ? made(id).arn : `${id}.${name}`
  }

  function resolve(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(resolve)
    if (typeof value !== 'object' || value === null) return value
    const node = value as Record<string, unknown>
    if (typeof node.Ref === 'string') return reference(node.Ref)
    if (Array.isArray(node['Fn::GetAtt'])) {
      const [id, name] = node['Fn::GetAtt']
      return attribute(String(id), String(name))
    }
    if (Array.isArray(node['Fn::Join'])) {
      const [delimiter, parts] = node['Fn::Join']
      return parts.map((part: unknown) => String(resolve(part))).join(delimiter)
    }
    if (typeof node['Fn::Sub'] === 'string') {
      return node['Fn::Sub'].replace(/\$\{([^}]+)\}/g, (_, id: string) => reference(id))
    }
    return Object.fromEntries(Object.entries(node).map(([name, part]) => [name, resolve(part)]))
  }

  return {
    resources: resolve(Resources) as Record<string, TemplateResource>,
    resolve,
  }
}

function arn(service: string, resource: string): string {
  return `arn:aws:${service}:us-east-1:123456789012:${resource}`
}
