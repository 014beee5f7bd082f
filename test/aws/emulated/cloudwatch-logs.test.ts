import { Writable } from 'node:stream'
import { type CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch'
import {
  type CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs'
import { afterAll, beforeAll } from 'vitest'
import { createCloudwatchClient } from '../../../functions/aws/cloudwatch-client.ts'
import { createCloudwatchEventLog } from '../../../functions/aws/cloudwatch-event-log.ts'
import { createCloudwatchLogsClient } from '../../../functions/aws/cloudwatch-logs-client.ts'
import { LOG_METRICS } from '../../../functions/aws/log-metrics.ts'
import { describeEventLog } from '../../contract/event-log.contract.ts'
import { describeAgainst } from '../support/describe-against.ts'
import { missingForMoto, startMoto } from '../support/moto.ts'
import type { Emulator } from '../support/start-emulator.ts'
import { targetOf } from '../support/target.ts'

const logGroupName = '/acme/functions'
const clock = { now: () => Date.now() }

/** Elsewhere a line is in the log only seconds later, a count of it minutes. */
const given = targetOf('CLOUDWATCH_LOGS', 'moto')
const only = given.kind === 'emulator' ? undefined : 'the suite needs an emulator'

describeAgainst(given, only ?? missingForMoto(), () => {
  let moto: Emulator
  let client: CloudWatchLogsClient
  let metrics: CloudWatchClient
  beforeAll(async () => {
    moto = await startMoto()
    client = createCloudwatchLogsClient({ endpoint: moto.endpoint, requestTimeoutMs: 30_000 })
    metrics = createCloudwatchClient({ endpoint: moto.endpoint, requestTimeoutMs: 30_000 })
    await client.send(new CreateLogGroupCommand({ logGroupName }))
    await client.send(new CreateLogStreamCommand({ logGroupName, logStreamName: 'one' }))
  })
  afterAll(async () => {
    client?.destroy()
    metrics?.destroy()
    await moto?.stop()
  })

  /** Each time with metrics of its own, for their log is the same. */
  let opened = 0
  const open = async () => {
    const namespace = `acme-${++opened}`
    const output = deliverLines(client, metrics, namespace)
    const options = { client, logGroupName, metrics: { client: metrics, namespace }, clock, output }
    return { log: createCloudwatchEventLog(options), async close() {} }
  }
  describeEventLog('CloudWatch Logs', open, { precisionMs: 3_600_000 })
})

/**
 * Does what Lambda does: each line of output becomes a log event, here of the time in the line; and
 * what metric filters do.
 */
function deliverLines(
  client: CloudWatchLogsClient,
  metrics: CloudWatchClient,
  namespace: string,
): Writable {
  return new Writable({
    write: (chunk, _encoding, done) => deliver(String(chunk), done),
    writev: (chunks, done) => deliver(chunks.map(({ chunk }) => String(chunk)).join(''), done),
  })

  function deliver(text: string, done: (error?: Error) => void): void {
    const logEvents = text
      .split('\n')
      .filter((line) => line !== '')
      .map((message) => ({ message, timestamp: Date.parse(JSON.parse(message).date) }))
    const command = new PutLogEventsCommand({ logGroupName, logStreamName: 'one', logEvents })
    if (logEvents.length === 0) done()
    else Promise.all([client.send(command), count(logEvents)]).then(() => done(), done)
  }

  async function count(logEvents: { message: string; timestamp: number }[]): Promise<void> {
    for (const { message, timestamp } of logEvents) {
      const found = Object.values(LOG_METRICS).filter(({ pattern }) => isFound(pattern, message))
      const MetricData = found.map(({ name }) => {
        return { MetricName: name, Value: 1, Timestamp: new Date(timestamp) }
      })
      if (MetricData.length === 0) continue
      await metrics.send(new PutMetricDataCommand({ Namespace: namespace, MetricData }))
    }
  }
}

const PATTERN = /^\{ (.*) \}$/
const TERM = /^\$\.([\w.]+) = "([^"]*)"$/

/** As a metric filter finds a line, by as much of the language as the patterns have. */
function isFound(pattern: string, message: string): boolean {
  const [, terms = ''] = PATTERN.exec(pattern) ?? []
  return terms.split(' && ').every((term) => {
    const [, path, text] = TERM.exec(term) ?? []
    if (path === undefined) throw new Error(`No pattern that this test knows: ${pattern}`)
    const value = path
      .split('.')
      .reduce((within, name) => (within as Record<string, unknown>)?.[name], JSON.parse(message))
    return value === text
  })
}
