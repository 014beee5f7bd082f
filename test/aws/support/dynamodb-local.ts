import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { CreateTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { createDynamodbClient } from '../../../functions/aws/dynamodb-client.ts'
import { useEmulatedAccount } from './emulated-account.ts'
import { startEmulator } from './start-emulator.ts'

const EMULATORS = new URL('../../emulators/', import.meta.url)
const JAR_FOLDER = 'node_modules/amplify-dynamodb-simulator/emulator/'

/** What DynamoDB Local lacks on this machine, if anything. */
export function missingForDynamodbLocal(): string | undefined {
  return spawnSync('java', ['-version']).status === 0 ? undefined : 'no java'
}

/** DynamoDB Local with an empty table. */
export async function startDynamodbLocal(
  tableName: string,
): Promise<{ client: DynamoDBClient; close: () => Promise<void> }> {
  useEmulatedAccount()
  const emulator = await startEmulator(
    'java',
    [
      '-Djava.library.path=DynamoDBLocal_lib',
      '-cp',
      'DynamoDBLocal.jar:DynamoDBLocal_lib/*',
      fileURLToPath(new URL('StartDynamodbLocal.java', EMULATORS)),
    ],
    { cwd: fileURLToPath(new URL(JAR_FOLDER, EMULATORS)), port: /listening on (\d+)/ },
  )
  const client = createDynamodbClient({ endpoint: emulator.endpoint, requestTimeoutMs: 30_000 })
  await client.send(
    new CreateTableCommand({
      TableName: tableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
      ],
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
    }),
  )
  return {
    client,
    async close() {
      client.destroy()
      await emulator.stop()
    },
  }
}
