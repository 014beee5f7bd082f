import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import {
  CreateTableCommand,
  DeleteTableCommand,
  type DynamoDBClient,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb'
import { createDynamodbClient } from '../../../functions/aws/dynamodb-client.ts'
import { useEmulatedAccount } from './emulated-account.ts'
import { type Emulator, startEmulator } from './start-emulator.ts'
import type { Target } from './target.ts'

const EMULATORS = new URL('../../emulators/', import.meta.url)
const JAR_FOLDER = 'node_modules/amplify-dynamodb-simulator/emulator/'

/** What DynamoDB Local lacks on this machine, if anything. */
export function missingForDynamodbLocal(): string | undefined {
  if (spawnSync('java', ['-version']).status !== 0) return 'there is no java'
  const jar = new URL(`${JAR_FOLDER}DynamoDBLocal.jar`, EMULATORS)
  return existsSync(jar)
    ? undefined
    : 'it is not installed: node test/emulators/ensure-emulators.mjs'
}

/** An empty table, in DynamoDB Local or where the AWS variables point to. */
export async function openDynamodbTable(
  tableName: string,
  target: Target,
): Promise<{ client: DynamoDBClient; close: () => Promise<void> }> {
  const emulator = target.kind === 'emulator' ? await startDynamodbLocal() : undefined
  const endpoint = emulator && { endpoint: emulator.endpoint }
  const client = createDynamodbClient({ ...endpoint, requestTimeoutMs: 30_000 })
  await createTable(client, tableName)
  return {
    client,
    async close() {
      if (!emulator) await client.send(new DeleteTableCommand({ TableName: tableName }))
      client.destroy()
      await emulator?.stop()
    },
  }
}

function startDynamodbLocal(): Promise<Emulator> {
  useEmulatedAccount()
  return startEmulator(
    'java',
    [
      '-Djava.library.path=DynamoDBLocal_lib',
      '-cp',
      'DynamoDBLocal.jar:DynamoDBLocal_lib/*',
      fileURLToPath(new URL('StartDynamodbLocal.java', EMULATORS)),
    ],
    { cwd: fileURLToPath(new URL(JAR_FOLDER, EMULATORS)), port: /listening on (\d+)/ },
  )
}

async function createTable(client: DynamoDBClient, tableName: string): Promise<void> {
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
  await waitUntilTableExists({ client, maxWaitTime: 60, minDelay: 0.1 }, { TableName: tableName })
}
