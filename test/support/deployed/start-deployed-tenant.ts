import { join } from 'node:path'
import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda'
import { CreateSecretCommand, GetSecretValueCommand } from '@aws-sdk/client-secrets-manager'
import { createLambdaControlClient } from '../../../functions/aws/lambda-client.ts'
import { createSecretsManagerClient } from '../../../functions/aws/secrets-manager-client.ts'
import { ENVIRONMENT } from '../../../functions/environment.ts'
import { callStack } from './call-stack.ts'
import { startFakeHttpApi } from './fake-http-api.ts'
import { installBundle } from './install-bundle.ts'
import { resolveTemplate } from './resolve-template.ts'
import { functionsOf, type Invoke, routesOf } from './stack-functions.ts'
import { startServices } from './start-services.ts'
import { resourcesOf, synthesizeTenant } from './synthesize-tenant.ts'

/** Of the API that the template has and nobody made. */
export const ISSUER = 'https://abc123.execute-api.us-east-1.amazonaws.com/'

export type DeployedTenant = Awaited<ReturnType<typeof startDeployedTenant>>

/**
 * A tenant's stack as `cdk deploy` makes it, but for the tenant itself: the shipped bundles with the
 * template's configuration, run by the fake Lambda, over fakes of the other services. What the
 * functions call is recorded at the wire. Hooks' packages come from `registry`.
 */
export async function startDeployedTenant(functionsDir: string, registry?: string) {
  const template = synthesizeTenant()
  const idOf = (type: string) => resourcesOf(template, type)[0]?.[0] ?? ''
  const services = await startServices(idOf('AWS::DynamoDB::GlobalTable'))
  const { lambda, wire, kms } = services
  const control = createLambdaControlClient({ endpoint: lambda.endpoint })
  const secrets = createSecretsManagerClient({ endpoint: services.secrets.endpoint })
  const secret = await secrets.send(new CreateSecretCommand({ Name: 'AdminSecret' }))
  const resolved = resolveTemplate(template, {
    [idOf('AWS::SecretsManager::Secret')]: String(secret.ARN),
    [`${idOf('AWS::ApiGatewayV2::Api')}.ApiEndpoint`]: ISSUER.slice(0, -1),
  })
  const functions = functionsOf(resolved)
  for (const [folder, { id, resource }] of Object.entries(functions)) {
    await installBundle({ lambda, control }, id, resource, {
      folder: join(functionsDir, folder),
      variables: {
        ...credentialsOf(id),
        AWS_ENDPOINT_URL: wire.endpoint,
        ...(registry !== undefined &&
          folder === 'build-hook' && { [ENVIRONMENT.registry]: registry }),
      },
    })
  }
  const invoke = createInvoke(control)
  const api = await startFakeHttpApi(routesOf(resolved, invoke))
  return {
    url: api.url,
    /** Of all services, for whoever has the account's credentials. */
    endpoint: wire.endpoint,
    adminSecretArn: String(secret.ARN),
    resolved,
    functions,
    kms,
    lambda,
    /** What the functions called, in order; the caller is the function's logical id. */
    calls: wire.calls,
    /** Runs a function, by the name of its folder. */
    invoke: <T>(folder: string, payload: unknown) =>
      invoke<T>(functions[folder]?.id ?? '', payload),
    /** As CloudFormation calls the stack's custom resource. */
    callStack: (type: 'Create' | 'Update' | 'Delete', issuer = ISSUER) =>
      callStack((event) => invoke(functions.bootstrap?.id ?? '', event), type, {
        TenantName: 'main',
        Issuer: issuer,
      }),
    async adminCredentials(): Promise<{ client_id: string; client_secret: string }> {
      const { SecretString } = await secrets.send(
        new GetSecretValueCommand({ SecretId: secret.ARN }),
      )
      return JSON.parse(SecretString ?? '')
    },
    async close() {
      await api.close()
      control.destroy()
      secrets.destroy()
      await services.close()
    },
  }
}

/** What Lambda gives a function of its role's; the session token names the function in the record. */
function credentialsOf(id: string): Record<string, string> {
  return {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'emulated',
    AWS_SECRET_ACCESS_KEY: 'emulatedsecretaccesskey',
    AWS_SESSION_TOKEN: id,
  }
}

function createInvoke(client: LambdaClient): Invoke {
  return async (id, payload) => {
    const Payload = Buffer.from(JSON.stringify(payload))
    const answer = await client.send(new InvokeCommand({ FunctionName: id, Payload }))
    const text = Buffer.from(answer.Payload ?? []).toString()
    if (answer.FunctionError === undefined) return JSON.parse(text)
    console.error(`${id} failed: ${text}`)
    return undefined
  }
}
