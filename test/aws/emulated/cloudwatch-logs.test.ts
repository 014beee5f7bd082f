import { Writable } from 'node:stream'
import {
  type CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCloudwatchEventLog } from '../../../functions/aws/cloudwatch-event-log.ts'
import { createCloudwatchLogsClient } from '../../../functions/aws/cloudwatch-logs-client.ts'
import { StoreError } from '../../../functions/core/errors.ts'
import { describeEventLog } from '../../contract/event-log.contract.ts'
import { describeEmulated } from '../support/describe-emulated.ts'
import { missingForMoto, startMoto } from '../support/moto.ts'
import type { Emulator } from '../support/start-emulator.ts'

const logGroupName = '/acme/functions'
const clock = { now: () => Date.now() }

describeEmulated('moto', missingForMoto(), () => {
  let moto: Emulator
  let client: CloudWatchLogsClient
  beforeAll(async () => {
    moto = await startMoto()
    client = createCloudwatchLogsClient({ endpoint: moto.endpoint, requestTimeoutMs: 30_000 })
    await client.send(new CreateLogGroupCommand({ logGroupName }))
    await client.send(new CreateLogStreamCommand({ logGroupName, logStreamName: 'one' }))
  })
  afterAll(async () => {
    client?.destroy()
    await moto?.stop()
  })

  const open = async () => {
    const output = deliverLines(client)
    const log = createCloudwatchEventLog({ client, logGroupName, clock, output })
    return { log, async close() {} }
  }
  describeEventLog('CloudWatch Logs', open, { countsDays: false })

  describe('EventLog on CloudWatch Logs', () => {
    it('says that it does not count days, and where to', async () => {
      const { log } = await open()
      const counted = log.countDays('2026-11-01', '2026-11-02')
      await expect(counted).rejects.toBeInstanceOf(StoreError)
      await expect(counted).rejects.toThrow(/not available on AWS.*Insights/)
    })
  })
})

/** Does what Lambda does: each line of output becomes a log event, here of the time in the line. */
function deliverLines(client: CloudWatchLogsClient): Writable {
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
    else client.send(command).then(() => done(), done)
  }
}
