import { CfnSecret } from 'aws-cdk-lib/aws-secretsmanager'
import { acknowledge } from './acknowledge.ts'
import type { House } from './house.ts'
import type { ServiceFunction } from './service-function.ts'

/** The secret that holds the credentials of an admin application, for the operator to read. */
export interface AdminSecret {
  secretArn: string
  grantWriteTo(fn: ServiceFunction): void
}

/** Made without a value: bootstrap puts it there. It goes with the stack. */
export function createAdminSecret({ stack, settings }: House): AdminSecret {
  const secret = new CfnSecret(stack, 'AdminSecret', {
    description: `Client id and secret of an admin of the Hookmint tenant ${settings.tenant}`,
  })
  acknowledge(
    secret,
    'AwsSolutions-SMG4',
    'Its value is an application of the tenant: rotated there, or replaced by the action new-admin',
  )
  const { ref } = secret
  return {
    secretArn: ref,
    grantWriteTo(fn) {
      const actions = ['secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue']
      fn.allow({ actions, resources: [ref] })
      fn.setVariable('adminSecretArn', ref)
    },
  }
}
