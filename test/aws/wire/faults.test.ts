import { describe, expect, it } from 'vitest'
import { createCloudwatchClient } from '../../../functions/aws/cloudwatch-client.ts'
import { createCloudwatchEventLog } from '../../../functions/aws/cloudwatch-event-log.ts'
import { createCloudwatchLogsClient } from '../../../functions/aws/cloudwatch-logs-client.ts'
import { createDynamodbClient } from '../../../functions/aws/dynamodb-client.ts'
import { createDynamodbRequestCounter } from '../../../functions/aws/dynamodb-request-counter.ts'
import { createDynamodbTenantStore } from '../../../functions/aws/dynamodb-tenant-store.ts'
import { createSecretsManagerClient } from '../../../functions/aws/secrets-manager-client.ts'
import { createSecretsManagerSecretStore } from '../../../functions/aws/secrets-manager-secret-store.ts'
import { StoreError } from '../../../functions/core/errors.ts'
import { type Answer, awsError, serveScript } from '../support/scripted-service.ts'

interface Call {
  name: string
  open: (endpoint: string) => () => Promise<unknown>
  good: Answer
  /** Whether its answer tells more than that it is done. */
  hasContent: boolean
  result: unknown
}

/** Longer than this machine takes for a good answer while it does all of these at once. */
const TIMEOUT_MS = 1_000

const clock = { now: () => Date.UTC(2026, 10, 24) }
const store = (endpoint: string) =>
  createDynamodbTenantStore(
    createDynamodbClient({ endpoint, requestTimeoutMs: TIMEOUT_MS }),
    'tenant',
  )
const secretStore = (endpoint: string) =>
  createSecretsManagerSecretStore(
    createSecretsManagerClient({ endpoint, requestTimeoutMs: TIMEOUT_MS }),
    'acme',
  )
const eventLog = (endpoint: string) =>
  createCloudwatchEventLog({
    client: createCloudwatchLogsClient({ endpoint, requestTimeoutMs: TIMEOUT_MS }),
    logGroupName: 'group',
    metrics: {
      client: createCloudwatchClient({ endpoint, requestTimeoutMs: TIMEOUT_MS }),
      namespace: 'acme',
    },
    clock,
  })
const item = { pk: { S: 'p' }, sk: { S: 's' }, value: { S: '{"a":1}' }, revision: { N: '3' } }
const record = { value: { a: 1 }, revision: 3 }
const version = { VersionId: 'v', VersionStages: ['written-1-v'], SecretString: '{"A":"1"}' }

const CALLS: Call[] = [
  {
    name: 'DynamoDB BatchGetItem',
    open: (endpoint) => {
      const tenant = store(endpoint)
      return () => tenant.read([{ pk: 'p', sk: 's' }])
    },
    good: { Responses: { tenant: [item] } },
    hasContent: true,
    result: [record],
  },
  {
    name: 'DynamoDB Query',
    open: (endpoint) => {
      const tenant = store(endpoint)
      return () => tenant.list('p', { limit: 1 })
    },
    good: { Items: [item] },
    hasContent: true,
    result: [{ ...record, sk: 's' }],
  },
  {
    name: 'DynamoDB TransactWriteItems',
    open: (endpoint) => {
      const tenant = store(endpoint)
      const change = { put: { pk: 'p', sk: 's' }, value: { s3cr3t: 's3cr3t' }, expect: 3 }
      return () => tenant.transact([change])
    },
    good: {},
    hasContent: false,
    result: undefined,
  },
  {
    name: 'DynamoDB UpdateItem',
    open: (endpoint) => {
      const client = createDynamodbClient({ endpoint, requestTimeoutMs: TIMEOUT_MS })
      const counter = createDynamodbRequestCounter(client, 'tenant')
      return () => counter.count('client', 1)
    },
    good: { Attributes: { count: { N: '4' } } },
    hasContent: true,
    result: 4,
  },
  {
    name: 'SecretsManager GetSecretValue',
    open: (endpoint) => {
      const secrets = secretStore(endpoint)
      return () => secrets.read('hook', 'v')
    },
    good: version,
    hasContent: true,
    result: { A: '1' },
  },
  {
    name: 'SecretsManager PutSecretValue',
    open: (endpoint) => {
      const secrets = secretStore(endpoint)
      return () => secrets.write('hook', { A: 's3cr3t' }, '00000000-0000-4000-8000-000000000001')
    },
    good: version,
    hasContent: true,
    result: { versionId: 'v' },
  },
  {
    name: 'SecretsManager ListSecretVersionIds',
    open: (endpoint) => {
      const secrets = secretStore(endpoint)
      return () => secrets.keepOnly('hook', 'v')
    },
    good: { Versions: [version] },
    hasContent: true,
    result: undefined,
  },
  {
    name: 'SecretsManager DeleteSecret',
    open: (endpoint) => {
      const secrets = secretStore(endpoint)
      return () => secrets.remove('hook')
    },
    good: {},
    hasContent: false,
    result: undefined,
  },
  {
    name: 'CloudWatchLogs FilterLogEvents',
    open: (endpoint) => {
      const log = eventLog(endpoint)
      return () => log.list({ take: 1 })
    },
    good: { events: [] },
    hasContent: true,
    result: [],
  },
  {
    name: 'CloudWatch GetMetricData',
    open: (endpoint) => {
      const log = eventLog(endpoint)
      return () => log.countDays('2026-11-01', '2026-11-02')
    },
    good: { MetricDataResults: [] },
    hasContent: true,
    result: [],
  },
]

/** The leaks: what a fault's text could carry into a log. */
const SECRETS = /s3cr3t|emulatedsecretaccesskey|emulatedsessiontoken|x-amz-security-token/i
const QUOTED =
  'The Canonical String should have been: x-amz-security-token:emulatedsessiontoken s3cr3t'

const FAULTS: { fault: string; answer: Answer; attempts: number; told: RegExp }[] = [
  {
    fault: 'a throttle',
    answer: awsError('ThrottlingException'),
    attempts: 3,
    told: /ThrottlingException \(HTTP 400, attempts: 3/,
  },
  { fault: 'no answer in time', answer: 'hang', attempts: 3, told: /TimeoutError/ },
  { fault: 'a reset connection', answer: 'reset', attempts: 3, told: /ECONNRESET/ },
  { fault: 'half an answer', answer: 'malformed', attempts: 1, told: /SyntaxError/ },
  {
    fault: 'a fault of the service',
    answer: awsError('InternalServerError', QUOTED, 500),
    attempts: 3,
    told: /InternalServerError \(HTTP 500/,
  },
  {
    fault: 'a signature that is not taken',
    answer: awsError('InvalidSignatureException', QUOTED),
    attempts: 1,
    told: /InvalidSignatureException/,
  },
  {
    fault: 'a missing permission',
    answer: awsError('AccessDeniedException', 'token is not authorized to perform: x:Y'),
    attempts: 1,
    told: /AccessDeniedException .*: token is not authorized to perform: x:Y/,
  },
]

/** Fails, then answers well: the same adapter on the same client, whose call is made twice. */
async function callTwice({ open, good }: Call, answer: Answer) {
  const service = await serveScript([answer])
  try {
    const call = open(service.endpoint)
    const error: unknown = await call().then(
      () => 'no error',
      (thrown) => thrown,
    )
    const attempts = service.requests.length
    service.play([good])
    const result = await call()
    return { error, attempts, result, attemptsAfter: service.requests.length }
  } finally {
    service.close()
  }
}

describe.concurrent.each(CALLS)('$name', (call) => {
  it.each(FAULTS)('on $fault: a StoreError, and the next call works', async (row) => {
    const { error, attempts, result, attemptsAfter } = await callTwice(call, row.answer)
    expect(error).toBeInstanceOf(StoreError)
    const { message, cause } = error as Error
    expect(message.startsWith(`${call.name} failed: `)).toBe(true)
    expect(message).toMatch(row.told)
    expect(message).not.toMatch(SECRETS)
    expect(cause).toBeUndefined()
    expect(attempts).toBe(row.attempts)
    expect(result).toEqual(call.result)
    expect(attemptsAfter).toBe(1)
  })
})

describe.concurrent.each(CALLS.filter(({ hasContent }) => hasContent))('$name', (call) => {
  it('does not take an answer that says nothing for a result', async () => {
    const { error, result } = await callTwice(call, {})
    expect(error).toBeInstanceOf(StoreError)
    expect(result).toEqual(call.result)
  })
})
