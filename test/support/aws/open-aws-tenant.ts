import { dryRun } from '../../../functions/aws/lambda-dry-run.ts'
import { warmUp } from '../../../functions/aws/warm-up.ts'
import type { HttpRequest } from '../../../functions/core/http.ts'
import type { LogEvent } from '../../../functions/core/log-event.ts'
import { tenantKey } from '../../../functions/core/record-keys.ts'
import type { Tenant } from '../../../functions/core/tenant-model.ts'
import { systemClock as clock } from '../../../functions/system-clock.ts'
import { createSecretReader } from '../../../functions/token/create-secret-reader.ts'
import { createTokenEndpoint } from '../../../functions/token/token-endpoint.ts'
import type { FirstCredentials } from '../../../local/first-credentials.ts'
import { createFirstCredentials, seedTenant } from '../../../local/seed.ts'
import { plainBuilder } from '../plain-builder.ts'
import { openDynamodb } from './open-dynamodb.ts'
import { openKms } from './open-kms.ts'
import { openLambda } from './open-lambda.ts'
import { openSecretsManager } from './open-secrets-manager.ts'

const ISSUER = 'https://tenant.example.com/'
/** Of the hook: what it may take in tests. */
const HOOK_MS = 500

/**
 * A demo tenant in fakes of all services, its hook enabled and with a secret, and the token endpoint
 * over the adapters.
 */
export async function openAwsTenant(differences: { requestTimeoutMs?: number } = {}) {
  const [dynamodb, kms, lambda, secrets] = await Promise.all([
    openDynamodb(differences),
    openKms(differences),
    openLambda(differences),
    openSecretsManager(differences),
  ])
  const { store } = dynamodb
  const { deployer, runner } = lambda
  const credentials = createFirstCredentials()
  const ports = { store, keys: kms.keys, builder: plainBuilder, deployer, runner, clock }
  await seedTenant(ports, ISSUER, credentials)
  const { versionId } = await secrets.secrets.write('hook', { KEY: 'value' }, crypto.randomUUID())
  await edit((tenant) => {
    if (tenant.hook === undefined) throw new Error('The demo tenant has a hook')
    return {
      ...tenant,
      hook: { ...tenant.hook, hookId: 'hook', secretsVersionId: versionId, timeoutMs: HOOK_MS },
    }
  })

  async function edit(change: (tenant: Tenant) => Tenant): Promise<void> {
    const [tenant] = await store.read([tenantKey])
    if (tenant === undefined) throw new Error('There is no tenant')
    const { value, revision } = tenant
    await store.transact([{ put: tenantKey, value: change(value), expect: revision }])
  }

  const services = [dynamodb.dynamodb, kms.kms, lambda.lambda, secrets.manager]
  return {
    dynamodb: dynamodb.dynamodb,
    kms: kms.kms,
    lambda: lambda.lambda,
    manager: secrets.manager,
    keys: kms.keys,
    credentials,
    secrets: secrets.secrets,
    deploy: lambda.deploy,
    edit,
    /** A token function as it is after a cold start: it remembers nothing. */
    startToken() {
      const events: LogEvent[] = []
      const log = { append: (event: LogEvent) => void events.push(event) }
      const readSecrets = createSecretReader(secrets.secrets)
      const used = { store, readSecrets, runner, signer: kms.signer, log, clock }
      const endpoint = createTokenEndpoint(used)
      const hooks = { connect: (versionArn: string) => dryRun(lambda.invoker, versionArn) }
      return {
        events,
        exchange: () => endpoint(tokenRequest(credentials.demo)),
        warmUp: () => warmUp({ store, signer: kms.signer, hooks, readSecrets, clock }),
      }
    },
    /** What came since the last time, of all services, in its order. */
    takeCalls(): string[] {
      return services.flatMap(({ calls }) => calls.splice(0))
    },
    async close() {
      await Promise.all([dynamodb, kms, lambda, secrets].map((opened) => opened.close()))
    },
  }
}

function tokenRequest(client: FirstCredentials['demo']): HttpRequest {
  return {
    method: 'POST',
    path: '/oauth/token',
    query: '',
    headers: { 'content-type': 'application/json', host: new URL(ISSUER).host },
    body: Buffer.from(JSON.stringify({ grant_type: 'client_credentials', ...client })),
    ip: '192.0.2.1',
  }
}
