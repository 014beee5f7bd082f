import { join } from 'node:path'
import {
  DeleteFunctionCommand,
  InvokeCommand,
  type LambdaClient,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda'
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  GetSecretValueCommand,
} from '@aws-sdk/client-secrets-manager'
import { createLambdaControlClient } from '../../../functions/aws/lambda-client.ts'
import { createSecretsManagerClient } from '../../../functions/aws/secrets-manager-client.ts'
import type { TenantProperties } from '../../../functions/bootstrap/bootstrap-call.ts'
import { ENVIRONMENT } from '../../../functions/environment.ts'
import { callStack } from './call-stack.ts'
import { startFakeHttpApi } from './fake-http-api.ts'
import { installBundle } from './install-bundle.ts'
import { makeTable } from './make-table.ts'
import { resolveTemplate } from './resolve-template.ts'
import { functionsOf, type Invoke, routesOf } from './stack-functions.ts'
import { type Services, startServices } from './start-services.ts'
import { resourcesOf, synthesizeTenant } from './synthesize-tenant.ts'

/** Of the API that the template has and nobody made. */
export const ISSUER = 'https://abc123.execute-api.us-east-1.amazonaws.com/'

export type DeployedTenant = Awaited<ReturnType<typeof startDeployedTenant>>

/** How a stack differs from the first one of an account. */
interface StackDifferences {
  /** Where hooks' packages come from. */
  registry?: string
  settings?: object
  /** Of an account that had a stack before; else the tenant has an account of its own. */
  services?: Services
  /** Counts the stacks of the account: what CloudFormation names is named anew. */
  generation?: number
}

/**
 * A tenant's stack as `cdk deploy` makes it, but for the tenant itself: the shipped bundles with the
 * template's configuration, run by the fake Lambda, over fakes of the other services. What the
 * functions call is recorded at the wire.
 */
export async function startDeployedTenant(
  functionsDir: string,
  { registry, settings, services: given, generation = 1 }: StackDifferences = {},
) {
  const suffix = generation === 1 ? '' : `-${generation}`
  const issuer = ISSUER.replace('abc123', `abc12${generation + 2}`)
  const services = given ?? (await startServices())
  const { lambda, wire, kms } = services
  const control = createLambdaControlClient({ endpoint: lambda.endpoint })
  const secrets = createSecretsManagerClient({ endpoint: services.secrets.endpoint })
  const Name = `AdminSecret${suffix}`
  const secret = await secrets.send(new CreateSecretCommand({ Name }))
  const synthesize = (settings?: object) => {
    const template = synthesizeTenant(settings)
    const idOf = (type: string) => resourcesOf(template, type)[0]?.[0] ?? ''
    const known = {
      [idOf('AWS::SecretsManager::Secret')]: String(secret.ARN),
      [`${idOf('AWS::ApiGatewayV2::Api')}.ApiEndpoint`]: issuer.slice(0, -1),
    }
    return { template, resolved: resolveTemplate(template, known, suffix) }
  }
  let { template, resolved } = synthesize(settings)
  makeTable(services, template, suffix)
  const functions = functionsOf(resolved)
  const variablesOf = (folder: string, name: string) => ({
    ...credentialsOf(name),
    AWS_ENDPOINT_URL: wire.endpoint,
    ...(registry !== undefined && folder === 'build-hook' && { [ENVIRONMENT.registry]: registry }),
  })
  for (const [folder, { id, resource }] of Object.entries(functions)) {
    await installBundle({ lambda, control }, id + suffix, resource, {
      folder: join(functionsDir, folder),
      variables: variablesOf(folder, id + suffix),
    })
  }
  const names = Object.values(functions).map(({ id }) => id + suffix)
  const nameOf = (folder: string) => `${functions[folder]?.id}${suffix}`
  const invoke = createInvoke(control)
  const api = await startFakeHttpApi(routesOf(resolved, invoke))
  const outputs = () => ({
    Issuer: issuer,
    Url: issuer,
    AdminSecretArn: String(secret.ARN),
    TableName: String(resolved.resolve(template.Outputs.TableName?.Value)),
    BootstrapFunctionName: nameOf('bootstrap'),
  })
  /** As the custom resource had them last. */
  let made: TenantProperties | undefined
  const propertiesNow = () =>
    Object.values(resolved.resources).find(({ Type }) => Type === 'Custom::HookmintTenant')
      ?.Properties as TenantProperties
  /** Gives the functions the variables of the template as it is now. */
  async function configure(): Promise<void> {
    makeTable(services, template, suffix)
    for (const [folder, { id, resource }] of Object.entries(functionsOf(resolved))) {
      const FunctionName = id + suffix
      const { Variables: own } = resource.Properties.Environment ?? {}
      const Environment = { Variables: { ...own, ...variablesOf(folder, FunctionName) } }
      await control.send(new UpdateFunctionConfigurationCommand({ FunctionName, Environment }))
    }
  }

  const tenant = {
    url: api.url,
    /** Of the stack's own API. */
    issuer,
    outputs,
    get resolved() {
      return resolved
    },
    functions,
    services,
    kms,
    lambda,
    /** What the functions called, in order; the caller is the function's logical id. */
    get calls() {
      return wire.calls
        .filter(({ caller }) => names.includes(caller))
        .map((call) => ({ ...call, caller: call.caller.slice(0, -suffix.length || undefined) }))
    },
    /** Runs a function, by the name of its folder. */
    invoke: <T>(folder: string, payload: unknown) => invoke<T>(nameOf(folder), payload),
    invokeByName: invoke,
    /** As CloudFormation calls the stack's custom resource. */
    callStack(type: 'Create' | 'Update' | 'Delete', wanted = issuer) {
      const properties = { ...propertiesNow(), Issuer: wanted }
      const before = made ?? properties
      made = properties
      return callStack((event) => invoke(nameOf('bootstrap'), event), type, properties, before)
    },
    /** `cdk deploy` of the stack that is there, with other settings; rolled back when bootstrap refuses. */
    async update(settings: object) {
      const known = { template, resolved }
      ;({ template, resolved } = synthesize(settings))
      await configure()
      const answer = await tenant.callStack('Update')
      if (answer.Status === 'SUCCESS') return answer
      ;({ template, resolved } = known)
      await configure()
      await tenant.callStack('Update')
      return answer
    },
    async adminCredentials(): Promise<{ client_id: string; client_secret: string }> {
      const { SecretString } = await secrets.send(
        new GetSecretValueCommand({ SecretId: secret.ARN }),
      )
      return JSON.parse(SecretString ?? '')
    },
    /** `cdk destroy`: what the template retains stays, and all that no template names. */
    async destroy(): Promise<void> {
      await tenant.callStack('Delete')
      for (const FunctionName of names) {
        await control.send(new DeleteFunctionCommand({ FunctionName }))
      }
      const SecretId = secret.ARN
      await secrets.send(new DeleteSecretCommand({ SecretId, ForceDeleteWithoutRecovery: true }))
      const { Role: hookRole } = functions['draft-runner']?.resource.Properties ?? {}
      lambda.limits.goneRoles.add(String(hookRole))
      await tenant.leave()
    },
    /** Ends what the stack itself has running here; the account stays. */
    async leave(): Promise<void> {
      await api.close()
      control.destroy()
      secrets.destroy()
    },
    async close() {
      await tenant.leave()
      await services.close()
    },
  }
  return tenant
}

/** What Lambda gives a function of its role's; the session token names the function in the record. */
function credentialsOf(name: string): Record<string, string> {
  return {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'emulated',
    AWS_SECRET_ACCESS_KEY: 'emulatedsecretaccesskey',
    AWS_SESSION_TOKEN: name,
  }
}

function createInvoke(client: LambdaClient): Invoke {
  return async (name, payload) => {
    const Payload = Buffer.from(JSON.stringify(payload))
    const answer = await client.send(new InvokeCommand({ FunctionName: name, Payload }))
    const text = Buffer.from(answer.Payload ?? []).toString()
    if (answer.FunctionError === undefined) return JSON.parse(text)
    console.error(`${name} failed: ${text}`)
    return undefined
  }
}
