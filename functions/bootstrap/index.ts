import { createAdminSecret } from '../aws/admin-secret.ts'
import { createDynamodbClient } from '../aws/dynamodb-client.ts'
import { createDynamodbTenantStore } from '../aws/dynamodb-tenant-store.ts'
import { createKmsClient } from '../aws/kms-client.ts'
import { createKmsSigningKeys } from '../aws/kms-signing-keys.ts'
import { createSecretsManagerClient } from '../aws/secrets-manager-client.ts'
import { readEnvironment } from '../environment.ts'
import { systemClock as clock } from '../system-clock.ts'
import { createBootstrap } from './create-bootstrap.ts'

const settings = readEnvironment('tableName', 'prefix', 'keyPolicy', 'adminSecretArn')

export const handler = createBootstrap({
  store: createDynamodbTenantStore(createDynamodbClient(), settings.tableName),
  keys: createKmsSigningKeys(createKmsClient(), clock, {
    description: settings.prefix,
    policy: settings.keyPolicy,
  }),
  clock,
  adminSecret: createAdminSecret(createSecretsManagerClient(), settings.adminSecretArn),
})
