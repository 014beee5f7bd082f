import { afterAll, beforeAll } from 'vitest'
import { describeTenantStore } from '../../contract/tenant-store.contract.ts'
import { describeDynamodb } from '../../support/aws/describe-dynamodb.ts'
import { openDynamodb, TABLE_NAME } from '../../support/aws/open-dynamodb.ts'

describeTenantStore('DynamoDB (emulated)', openDynamodb)

let opened: Awaited<ReturnType<typeof openDynamodb>>
beforeAll(async () => {
  opened = await openDynamodb()
})
afterAll(() => opened.close())
describeDynamodb('the fake DynamoDB', () => ({ client: opened.client, tableName: TABLE_NAME }))
