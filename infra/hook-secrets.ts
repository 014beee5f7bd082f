import { ArnFormat } from 'aws-cdk-lib'
import type { House } from './house.ts'
import type { ServiceFunction } from './service-function.ts'

/** The secrets of hooks, `{prefix}/hooks/{hookId}`, made by the management function. */
export interface HookSecrets {
  grantReadTo(fn: ServiceFunction): void
  grantWriteTo(fn: ServiceFunction): void
}

const READ = ['secretsmanager:GetSecretValue']
const WRITE = [
  ...READ,
  'secretsmanager:CreateSecret',
  'secretsmanager:DeleteSecret',
  'secretsmanager:ListSecretVersionIds',
  'secretsmanager:PutSecretValue',
  'secretsmanager:UpdateSecretVersionStage',
]

export function createHookSecrets({ stack, prefix }: House): HookSecrets {
  const secrets = stack.formatArn({
    service: 'secretsmanager',
    resource: 'secret',
    resourceName: `${prefix}/hooks/*`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  })
  const grant = (fn: ServiceFunction, actions: string[]) => {
    fn.allow({
      actions,
      resources: [secrets],
      patternReason: 'The secrets of hooks are made with the hooks, below one prefix',
    })
    fn.setVariable('prefix', prefix)
  }
  return {
    grantReadTo: (fn) => grant(fn, READ),
    grantWriteTo: (fn) => grant(fn, WRITE),
  }
}
