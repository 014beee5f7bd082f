import { setTimeout as delay } from 'node:timers/promises'
import { openAwsTenant } from '../../test/support/aws/open-aws-tenant.ts'
import { TABLE_NAME } from '../../test/support/aws/open-dynamodb.ts'
import type { FakeService } from '../../test/support/aws/serve-fake.ts'
import { openTls } from './open-tls.ts'

/** One call at the wire, on the monotonic clock. */
export interface Call {
  operation: string
  cameAt: number
  answeredAt: number
}

/** What a service's network and its own work take, in milliseconds. */
export type Latencies = Partial<Record<ServiceName, number>>
type ServiceName = 'dynamodb' | 'kms' | 'lambda' | 'manager'

const ENDPOINT_VARIABLES: Record<ServiceName, string> = {
  dynamodb: 'AWS_ENDPOINT_URL_DYNAMODB',
  kms: 'AWS_ENDPOINT_URL_KMS',
  lambda: 'AWS_ENDPOINT_URL_LAMBDA',
  manager: 'AWS_ENDPOINT_URL_SECRETS_MANAGER',
}
const SERVICES = Object.keys(ENDPOINT_VARIABLES) as ServiceName[]

/**
 * The services of a demo tenant as fakes behind TLS on this machine, which take their time and note
 * each call.
 */
export async function startAwsServices(latencies: Latencies = {}) {
  const tenant = await openAwsTenant()
  const tls = await openTls()
  const calls: Call[] = []
  const endpoints: Record<string, string> = {}
  for (const name of SERVICES) {
    const service: FakeService = tenant[name]
    endpoints[ENDPOINT_VARIABLES[name]] = await tls.serve(service.endpoint)
    service.gate.pass = async (operation, cameAt) => {
      const leftMs = (latencies[name] ?? 0) - (performance.now() - cameAt)
      if (leftMs > 0) await delay(leftMs)
      calls.push({ operation, cameAt, answeredAt: performance.now() })
    }
  }
  return {
    tenant,
    /** The calls since the last time. */
    takeCalls: () => calls.splice(0),
    /** The environment of a function that finds the services. */
    variables: {
      ...endpoints,
      NODE_EXTRA_CA_CERTS: tls.caFile,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'emulated',
      AWS_SECRET_ACCESS_KEY: 'emulatedsecretaccesskey',
      AWS_SESSION_TOKEN: 'emulatedsessiontoken',
      TABLE_NAME,
      PREFIX: 'acme',
      EVENT_LOG_GROUP: '/acme/events',
      KEY_POLICY: '{}',
      HOOK_ROLE_ARN: 'arn:aws:iam::123456789012:role/acme-hook',
      DEPLOY_HOOK_FUNCTION: 'acme-deploy-hook',
      BUILD_HOOK_FUNCTION: 'acme-build-hook',
      DRAFT_RUNNER_FUNCTION: 'acme-draft-runner',
      ADMIN_SECRET_ARN: 'acme/admin',
      REGISTRY: 'http://127.0.0.1:9/',
    },
    async close() {
      await tls.close()
      await tenant.close()
    },
  }
}

/** An event of the HTTP API, payload format 2.0. */
export function httpEvent(method: string, path: string, body?: object): object {
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: '',
    headers: { 'content-type': 'application/json', host: 'tenant.example.com' },
    requestContext: { http: { method, path, sourceIp: '192.0.2.1', userAgent: 'bench' } },
    ...(body && { body: JSON.stringify(body) }),
    isBase64Encoded: false,
  }
}
