import { createCloudwatchClient } from '../aws/cloudwatch-client.ts'
import { createCloudwatchEventLog } from '../aws/cloudwatch-event-log.ts'
import { createCloudwatchLogsClient } from '../aws/cloudwatch-logs-client.ts'
import { createDynamodbClient } from '../aws/dynamodb-client.ts'
import { createDynamodbRequestCounter } from '../aws/dynamodb-request-counter.ts'
import { createDynamodbTenantStore } from '../aws/dynamodb-tenant-store.ts'
import { readHookRuntime } from '../aws/hook-runtime.ts'
import { createHttpHandler } from '../aws/http-event.ts'
import { createKmsClient } from '../aws/kms-client.ts'
import { createKmsSigningKeys } from '../aws/kms-signing-keys.ts'
import { createKmsTokenSigner } from '../aws/kms-token-signer.ts'
import { createLambdaControlClient, createLambdaInvokeClient } from '../aws/lambda-client.ts'
import { createLambdaDraftRunner } from '../aws/lambda-draft-runner.ts'
import { createLambdaHookDeployments } from '../aws/lambda-hook-deployments.ts'
import { createLambdaHookRemover } from '../aws/lambda-hook-remover.ts'
import { createLambdaPackageBundler } from '../aws/lambda-package-bundler.ts'
import { createSecretsManagerClient } from '../aws/secrets-manager-client.ts'
import { createSecretsManagerSecretStore } from '../aws/secrets-manager-secret-store.ts'
import { createHookBuilder } from '../build-hook/build-hook.ts'
import { readEnvironment } from '../environment.ts'
import { answer } from '../routes.ts'
import { systemClock as clock } from '../system-clock.ts'
import { REQUESTS_PER_MINUTE } from './count-request.ts'
import { DEPLOYMENT_WAIT_MS } from './hooks/begin-deployment.ts'
import { createManagementEndpoint } from './management-endpoint.ts'

const settings = readEnvironment(
  'tableName',
  'prefix',
  'eventLogGroup',
  'keyPolicy',
  'hookRoleArn',
  'deployHookFunction',
  'buildHookFunction',
  'draftRunnerFunction',
)
const { tableName, prefix, keyPolicy, deployHookFunction } = settings
const dynamodb = createDynamodbClient()
const lambda = createLambdaInvokeClient()
const control = createLambdaControlClient()
const kms = createKmsClient()
const management = createManagementEndpoint({
  store: createDynamodbTenantStore(dynamodb, tableName),
  counter: createDynamodbRequestCounter(dynamodb, tableName),
  requestsPerMinute: REQUESTS_PER_MINUTE,
  builder: createHookBuilder(createLambdaPackageBundler(lambda, settings.buildHookFunction)),
  deployer: createLambdaHookRemover(
    { control, invoking: lambda },
    {
      functionName: deployHookFunction,
      roleArn: settings.hookRoleArn,
      runtimeSha: readHookRuntime(import.meta.url).sha,
    },
  ),
  deployments: createLambdaHookDeployments(control, deployHookFunction),
  deploymentWaitMs: DEPLOYMENT_WAIT_MS,
  drafts: createLambdaDraftRunner(lambda, settings.draftRunnerFunction),
  secrets: createSecretsManagerSecretStore(createSecretsManagerClient(), prefix),
  keys: createKmsSigningKeys(kms, clock, { description: prefix, policy: keyPolicy }),
  signer: createKmsTokenSigner(kms),
  log: createCloudwatchEventLog({
    client: createCloudwatchLogsClient(),
    logGroupName: settings.eventLogGroup,
    metrics: { client: createCloudwatchClient(), namespace: prefix },
    clock,
  }),
  clock,
})

export const handler = createHttpHandler((request) => answer(request, { management }))
