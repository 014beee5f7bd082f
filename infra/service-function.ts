import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Duration, Size } from 'aws-cdk-lib'
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import {
  ApplicationLogLevel,
  Architecture,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
} from 'aws-cdk-lib/aws-lambda'
import type { LogGroup } from 'aws-cdk-lib/aws-logs'
import { ENVIRONMENT } from '../functions/environment.ts'
import type { FunctionName } from '../functions/function-names.ts'
import { acknowledgePatterns } from './acknowledge.ts'
import type { House } from './house.ts'
import { createLogGroup } from './log-group.ts'

/** A function of the tenant, as the parts of the stack see it. */
export interface ServiceFunction {
  fn: LambdaFunction
  role: Role
  /** Adds to what its role may do. */
  allow(right: Right): void
  setVariable(name: keyof typeof ENVIRONMENT, value: string): void
}

interface Right {
  actions: string[]
  resources: string[]
  conditions?: Record<string, object>
  /** Why `resources` are patterns, when they are. */
  patternReason?: string
}

export interface ServiceFunctionProps {
  memoryMb: number
  timeoutSeconds: number
  /** Of files below /tmp. */
  storageMb?: number
  /** Default: one of its own. */
  logGroup?: LogGroup
  /** In place of one of its own, which may write its log and nothing more. */
  role?: Role
  /** Whether policies outside of the stack, which outlive it, name its role. */
  fixedRoleName?: boolean
  reservedConcurrency?: number | undefined
}

/** A function as all of a tenant's are: nodejs24.x on arm64, JSON logs with a retention. */
export function createServiceFunction(
  house: House,
  name: FunctionName,
  props: ServiceFunctionProps,
): ServiceFunction {
  const { stack, prefix } = house
  const id = pascalCase(name)
  const logGroup = props.role ? undefined : (props.logGroup ?? createLogGroup(house, `${id}Log`))
  const role =
    props.role ??
    new Role(stack, `${id}Role`, {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      // Keys of one Region know the role by its name.
      ...(props.fixedRoleName && { roleName: `${prefix}-${stack.region}-${name}` }),
    })
  const fn = new LambdaFunction(stack, id, {
    description: `${name} of the Hookmint tenant ${house.settings.tenant}`,
    code: Code.fromAsset(codeFolder(house, name)),
    handler: 'index.handler',
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    memorySize: props.memoryMb,
    timeout: Duration.seconds(props.timeoutSeconds),
    ephemeralStorageSize: Size.mebibytes(props.storageMb ?? 512),
    role,
    ...(logGroup && {
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      // Its own lines of start, end and report would cost as much as ours.
      systemLogLevelV2: SystemLogLevel.WARN,
      applicationLogLevelV2: ApplicationLogLevel.INFO,
    }),
    ...(props.reservedConcurrency !== undefined && {
      reservedConcurrentExecutions: props.reservedConcurrency,
    }),
  })
  const allow: ServiceFunction['allow'] = ({ patternReason, ...right }) => {
    role.addToPolicy(new PolicyStatement(right))
    if (patternReason !== undefined) {
      acknowledgePatterns(stack, role, right.resources, patternReason)
    }
  }
  if (logGroup) {
    const actions = ['logs:CreateLogStream', 'logs:PutLogEvents']
    allow({ actions, resources: [logGroup.logGroupArn] })
  }
  return {
    fn,
    role,
    allow,
    setVariable: (variable, value) => fn.addEnvironment(ENVIRONMENT[variable], value),
  }
}

/** Lets one function invoke another, and tells it its name. */
export function grantInvoke(
  caller: ServiceFunction,
  called: ServiceFunction,
  variable: keyof typeof ENVIRONMENT,
): void {
  caller.allow({ actions: ['lambda:InvokeFunction'], resources: [called.fn.functionArn] })
  caller.setVariable(variable, called.fn.functionName)
}

function codeFolder({ functionsDir }: House, name: FunctionName): string {
  const folder = join(functionsDir, name)
  if (existsSync(join(folder, 'index.mjs'))) return folder
  throw new Error(`There is no code of the function ${name} in ${folder}: npm run build`)
}

function pascalCase(name: string): string {
  return name.replace(/(^|-)(\w)/g, (_, _dash, letter: string) => letter.toUpperCase())
}
