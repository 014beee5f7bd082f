import { ArnFormat } from 'aws-cdk-lib'
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { House } from './house.ts'
import type { ServiceFunction } from './service-function.ts'

/** The functions that hooks become, made by `deploy-hook` and not by the stack. */
export interface HookFunctions {
  /** What the code of hooks runs as: it may do nothing, whatever others grant it. */
  role: Role
  /** Published versions only. */
  grantRunTo(fn: ServiceFunction): void
  /** Whether a version is there, and with which role. */
  grantLookTo(fn: ServiceFunction): void
  /** Make, change and remove them, with the role that may do nothing. */
  grantDeployTo(fn: ServiceFunction): void
}

const OF_HOOKS = 'The functions of hooks are made with the hooks, below one prefix'

const DEPLOY = [
  'lambda:CreateFunction',
  'lambda:DeleteFunction',
  'lambda:GetFunction',
  'lambda:GetFunctionConfiguration',
  'lambda:ListVersionsByFunction',
  'lambda:PublishVersion',
  'lambda:UpdateFunctionCode',
  'lambda:UpdateFunctionConfiguration',
]

export function createHookFunctions({ stack, prefix }: House): HookFunctions {
  const role = new Role(stack, 'HookRole', {
    description: 'Runs the code of hooks: allows nothing',
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
  })
  const everything = { actions: ['*'], resources: ['*'] }
  role.addToPolicy(new PolicyStatement({ effect: Effect.DENY, ...everything }))
  const functions = stack.formatArn({
    service: 'lambda',
    resource: 'function',
    resourceName: `${prefix}-hook-*`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  })

  return {
    role,
    grantRunTo(fn) {
      // What follows the last colon is a version's number or an alias: no call without one.
      fn.allow({
        actions: ['lambda:InvokeFunction'],
        resources: [`${functions}:*`],
        patternReason: OF_HOOKS,
      })
      fn.role.addToPolicy(
        new PolicyStatement({
          effect: Effect.DENY,
          actions: ['lambda:InvokeFunction'],
          resources: [`${functions}:$LATEST`],
        }),
      )
      fn.setVariable('prefix', prefix)
    },
    grantLookTo(fn) {
      fn.allow({
        actions: ['lambda:GetFunction'],
        resources: [functions],
        patternReason: OF_HOOKS,
      })
      fn.setVariable('hookRoleArn', role.roleArn)
    },
    grantDeployTo(fn) {
      fn.allow({ actions: DEPLOY, resources: [functions], patternReason: OF_HOOKS })
      fn.allow({
        actions: ['iam:PassRole'],
        resources: [role.roleArn],
        conditions: { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } },
      })
      fn.setVariable('prefix', prefix)
      fn.setVariable('hookRoleArn', role.roleArn)
    },
  }
}
