import {
  DescribeTableCommand,
  ListTablesCommand,
  RestoreTableToPointInTimeCommand,
  UpdateContinuousBackupsCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDynamodbTenantStore } from '../../../functions/aws/dynamodb-tenant-store.ts'
import { clientKey } from '../../../functions/core/record-keys.ts'
import { openDynamodb, TABLE_NAME } from '../../support/aws/open-dynamodb.ts'

const SourceTableName = TABLE_NAME

describe('the fake DynamoDB restores a table', () => {
  let opened: Awaited<ReturnType<typeof openDynamodb>>
  let before: Date
  beforeAll(async () => {
    opened = await openDynamodb()
    await write('kept')
    before = new Date()
    await new Promise((resolve) => setTimeout(resolve, 2))
    await write('lost')
  })
  afterAll(() => opened.close())

  const write = (clientId: string) =>
    opened.store.transact([{ put: clientKey(clientId), value: { clientId }, expect: 'any' }])
  const restore = (TargetTableName: string, RestoreDateTime = before) =>
    opened.client.send(
      new RestoreTableToPointInTimeCommand({ SourceTableName, TargetTableName, RestoreDateTime }),
    )
  const recover = (PointInTimeRecoveryEnabled: boolean) =>
    opened.client.send(
      new UpdateContinuousBackupsCommand({
        TableName: TABLE_NAME,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled },
      }),
    )

  it('only when that is switched on for it', async () => {
    await expect(restore('too-early')).rejects.toMatchObject({
      name: 'PointInTimeRecoveryUnavailableException',
    })
    await recover(true)
  })

  it('as another one with what it held at that time, and without its protections', async () => {
    await restore('restored')
    const store = createDynamodbTenantStore(opened.client, 'restored')
    const TableName = 'restored'
    await expect(store.read([clientKey('kept')])).rejects.toThrow(/ResourceNotFoundException/)
    const protect = new UpdateTableCommand({ TableName, DeletionProtectionEnabled: true })
    await expect(opened.client.send(protect)).rejects.toMatchObject({
      name: 'ResourceInUseException',
    })
    const patience = { maxWaitTime: 20, minDelay: 0.02, maxDelay: 0.1 }
    await waitUntilTableExists({ client: opened.client, ...patience }, { TableName })
    const [kept, lost] = await store.read([clientKey('kept'), clientKey('lost')])
    expect([kept?.value, lost]).toEqual([{ clientId: 'kept' }, undefined])
    expect(opened.dynamodb.tables.protectionsOf('restored')).toEqual({
      pointInTimeRecovery: false,
      deletionProtection: false,
      timeToLive: undefined,
    })
    await opened.client.send(protect)
    const TimeToLiveSpecification = { Enabled: true, AttributeName: 'expiresAt' }
    await opened.client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }))
    const { Table } = await opened.client.send(new DescribeTableCommand({ TableName }))
    expect(Table?.DeletionProtectionEnabled).toBe(true)
    expect(opened.dynamodb.tables.protectionsOf('restored').timeToLive).toBe('expiresAt')
  })

  it('under a new name, to a time that has been', async () => {
    await expect(restore(TABLE_NAME)).rejects.toMatchObject({ name: 'TableAlreadyExistsException' })
    const soon = new Date(Date.now() + 60_000)
    await expect(restore('soon', soon)).rejects.toMatchObject({
      name: 'InvalidRestoreTimeException',
    })
    const { TableNames } = await opened.client.send(new ListTablesCommand({}))
    expect(TableNames).toEqual([TABLE_NAME, 'restored'])
  })
})
