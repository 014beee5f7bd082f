import { type App, CfnOutput, Fn, Stack } from 'aws-cdk-lib'
import { acknowledge } from './acknowledge.ts'
import { createAdminSecret } from './admin-secret.ts'
import { createAlarms } from './alarms.ts'
import { createBootstrap } from './bootstrap.ts'
import { createEventLog } from './event-log.ts'
import { createHookFunctions } from './hook-functions.ts'
import { createHookSecrets } from './hook-secrets.ts'
import { createHttpApi } from './http-api.ts'
import { createServiceFunction, grantInvoke } from './service-function.ts'
import type { Settings } from './settings.ts'
import { createSigningKeys } from './signing-key.ts'
import { createTenantTable } from './tenant-table.ts'

const NO_DEAD_LETTERS =
  'Functions answer their callers; what deploy-hook is told stands in the table, with how it ended'
const NO_TRACING =
  'A trace of each exchange is in its event; X-Ray would cost as much again as the token, up to $5 a million'

export interface TenantStackProps {
  settings: Settings
  /** Where the build put the functions. */
  functionsDir: string
}

/** One tenant: everything between its clients and its table. */
export function createTenantStack(app: App, { settings, functionsDir }: TenantStackProps): Stack {
  const prefix = `hookmint-${settings.tenant}`
  const stack = new Stack(app, prefix, { description: `Hookmint tenant ${settings.tenant}` })
  acknowledge(stack, 'Serverless-LambdaDLQ', NO_DEAD_LETTERS)
  acknowledge(stack, 'Serverless-LambdaTracing', NO_TRACING)
  const house = { stack, settings, functionsDir, prefix }

  const table = createTenantTable(house)
  const eventLog = createEventLog(house)
  const hooks = createHookFunctions(house)
  const secrets = createHookSecrets(house)
  const admin = createAdminSecret(house)

  const token = createServiceFunction(house, 'token', {
    memoryMb: 512,
    timeoutSeconds: 25,
    logGroup: eventLog.group,
    fixedRoleName: true,
    reservedConcurrency: settings.reservedConcurrency,
  })
  const discovery = createServiceFunction(house, 'discovery', { memoryMb: 256, timeoutSeconds: 10 })
  const management = createServiceFunction(house, 'management', {
    memoryMb: 1024,
    timeoutSeconds: 29,
    logGroup: eventLog.group,
    fixedRoleName: true,
  })
  const deployHook = createServiceFunction(house, 'deploy-hook', {
    memoryMb: 1024,
    timeoutSeconds: 300,
  })
  const buildHook = createServiceFunction(house, 'build-hook', {
    memoryMb: 2048,
    timeoutSeconds: 90,
    storageMb: 1024,
  })
  const draftRunner = createServiceFunction(house, 'draft-runner', {
    memoryMb: 1024,
    timeoutSeconds: 28,
    role: hooks.role,
  })
  const site = createServiceFunction(house, 'site', { memoryMb: 256, timeoutSeconds: 10 })
  const bootstrap = createServiceFunction(house, 'bootstrap', {
    memoryMb: 256,
    timeoutSeconds: 300,
    fixedRoleName: true,
  })
  const keys = createSigningKeys(house, { signer: token, makers: [management, bootstrap] })

  table.grantReadTo(token)
  hooks.grantRunTo(token)
  secrets.grantReadTo(token)

  table.grantReadTo(discovery)

  table.grantWriteTo(management)
  eventLog.grantReadTo(management)
  secrets.grantWriteTo(management)
  hooks.grantLookTo(management)
  keys.grantMakeTo(management)
  grantInvoke(management, deployHook, 'deployHookFunction')
  grantInvoke(management, buildHook, 'buildHookFunction')
  grantInvoke(management, draftRunner, 'draftRunnerFunction')

  table.grantWriteTo(deployHook)
  hooks.grantDeployTo(deployHook)
  hooks.grantRunTo(deployHook)
  grantInvoke(deployHook, buildHook, 'buildHookFunction')

  buildHook.setVariable('registry', settings.registry)

  table.grantWriteTo(bootstrap)
  keys.grantMakeTo(bootstrap)
  admin.grantWriteTo(bootstrap)

  const api = createHttpApi(house, { token, discovery, management, site })
  const tenant = createBootstrap(house, bootstrap, {
    issuer: settings.issuer ?? api.url,
    tableName: table.name,
  })
  createAlarms(house, { api: api.api, eventLog, token, management, deployHook, table })

  writeOutputs(stack, {
    Issuer: tenant.issuer,
    Url: api.url,
    Dashboard: Fn.join('', [api.url, 'dashboard/']),
    InitCommand: initCommand(api.url, tenant.adminClientId, admin.secretArn),
    AdminSecretArn: admin.secretArn,
    TableName: table.name,
    EventLogGroupName: eventLog.group.logGroupName,
    BootstrapFunctionName: bootstrap.fn.functionName,
    ...api.outputs,
  })
  return stack
}

function writeOutputs(stack: Stack, outputs: Record<string, string>): void {
  for (const [name, value] of Object.entries(outputs)) new CfnOutput(stack, name, { value })
}

/** Makes a profile of the command line's for the admin, whose secret passes through a pipe. */
function initCommand(url: string, clientId: string, secretArn: string): string {
  return Fn.join('', [
    'aws secretsmanager get-secret-value --query SecretString --output text --secret-id ',
    secretArn,
    " | node -p 'JSON.parse(fs.readFileSync(0)).client_secret' | npx hookmint init ",
    url,
    ' --client-id ',
    clientId,
    ' --secret-stdin',
  ])
}
