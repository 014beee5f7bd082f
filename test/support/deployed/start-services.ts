import { serveScript } from '../../aws/support/scripted-service.ts'
import { startFakeDynamodb } from '../aws/fake-dynamodb.ts'
import { startFakeKms } from '../aws/fake-kms.ts'
import { startFakeLambda } from '../aws/fake-lambda.ts'
import { startFakeSecretsManager } from '../aws/fake-secrets-manager.ts'
import { startWireRecorder } from './wire-recorder.ts'

export type Services = Awaited<ReturnType<typeof startServices>>

/** Fakes of all services that a tenant calls, behind one recorder; CloudWatch has seen nothing. */
export async function startServices() {
  const [dynamodb, kms, secrets, lambda, watch] = await Promise.all([
    startFakeDynamodb(),
    startFakeKms(),
    startFakeSecretsManager(),
    startFakeLambda(),
    serveScript([{ events: [], MetricDataResults: [] }]),
  ])
  const wire = await startWireRecorder({
    dynamodb: dynamodb.endpoint,
    kms: kms.endpoint,
    secretsmanager: secrets.endpoint,
    lambda: lambda.endpoint,
    logs: watch.endpoint,
    monitoring: watch.endpoint,
  })
  return {
    dynamodb,
    kms,
    secrets,
    lambda,
    wire,
    async close() {
      await lambda.close()
      await Promise.all([wire, dynamodb, kms, secrets, watch].map((each) => each.close()))
    },
  }
}
