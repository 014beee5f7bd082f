import { createDynamodbClient } from '../aws/dynamodb-client.ts'
import { createDynamodbTenantReader } from '../aws/dynamodb-tenant-reader.ts'
import { createHttpHandler } from '../aws/http-event.ts'
import { createKmsClient } from '../aws/kms-client.ts'
import { createKmsTokenSigner } from '../aws/kms-token-signer.ts'
import { createLazyHookPorts } from '../aws/lazy-hook-ports.ts'
import { createStdoutEventLog } from '../aws/stdout-event-log.ts'
import { warmUp } from '../aws/warm-up.ts'
import { readEnvironment } from '../environment.ts'
import { answer } from '../routes.ts'
import { systemClock as clock } from '../system-clock.ts'
import { createSecretReader } from './create-secret-reader.ts'
import { createTokenEndpoint } from './token-endpoint.ts'

const { tableName, prefix } = readEnvironment('tableName', 'prefix')
const store = createDynamodbTenantReader(createDynamodbClient(), tableName)
const signer = createKmsTokenSigner(createKmsClient())
const hooks = createLazyHookPorts(prefix)
const readSecrets = createSecretReader(hooks.secrets)
const token = createTokenEndpoint({
  store,
  signer,
  runner: hooks.runner,
  readSecrets,
  log: createStdoutEventLog(),
  clock,
})

export const handler = createHttpHandler((request) => answer(request, { token }))

await warmUp({ store, signer, hooks, readSecrets, clock })
