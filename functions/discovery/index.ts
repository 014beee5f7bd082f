import { createDynamodbClient } from '../aws/dynamodb-client.ts'
import { createDynamodbTenantReader } from '../aws/dynamodb-tenant-reader.ts'
import { createHttpHandler } from '../aws/http-event.ts'
import { readEnvironment } from '../environment.ts'
import { answer } from '../routes.ts'
import { systemClock as clock } from '../system-clock.ts'
import { createDiscoveryEndpoints } from './create-discovery-endpoints.ts'
import { readTenant } from './read-tenant.ts'

const { tableName } = readEnvironment('tableName')
const store = createDynamodbTenantReader(createDynamodbClient(), tableName)
const endpoints = createDiscoveryEndpoints({ store, clock })

export const handler = createHttpHandler((request) => answer(request, endpoints))

// Opens the connection; whether it can be read is the first request's business.
await readTenant(store).catch(() => {})
