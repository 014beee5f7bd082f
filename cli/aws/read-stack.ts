import { CliError } from '../cli-error.ts'
import type { Profile } from '../session/profile.ts'
import { callAws } from './call-aws.ts'
import { type StackOptions, stackOutputs } from './stack-outputs.ts'

/** A profile of the tenant that a CloudFormation stack made, with the AWS credentials at hand. */
export async function readStack(options: StackOptions): Promise<Profile> {
  const { Url: url, AdminSecretArn: SecretId } = await stackOutputs(options)
  const credentials = await callAws('Secrets Manager', async () => {
    const { GetSecretValueCommand, SecretsManagerClient } = await import(
      '@aws-sdk/client-secrets-manager'
    )
    const client = new SecretsManagerClient({ ...(options.region && { region: options.region }) })
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId }))
    return JSON.parse(SecretString ?? '{}') as { client_id?: string; client_secret?: string }
  })
  const { client_id, client_secret } = credentials
  if (client_id !== undefined && client_secret !== undefined)
    return { url, client_id, client_secret }
  throw new CliError('not_found', `${SecretId} holds no credentials of an admin.`, {
    hint: 'Make new ones: invoke the function of the output BootstrapFunctionName with {"action":"new-admin"}.',
  })
}
