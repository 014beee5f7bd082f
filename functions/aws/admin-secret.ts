import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager'
import type { AdminCredentials, AdminSecret } from '../bootstrap/bootstrap-ports.ts'
import { StoreError } from '../core/errors.ts'
import { awsFailure, callAws, faultName } from './aws-failure.ts'

/** `AdminSecret` on Secrets Manager: the stack's own secret, which is made without a value. */
export function createAdminSecret(client: SecretsManagerClient, secretArn: string): AdminSecret {
  return {
    async read() {
      const command = new GetSecretValueCommand({ SecretId: secretArn })
      const answer = await client.send(command).catch((fault: unknown) => {
        // What the service says of a secret that has no value yet.
        if (faultName(fault) === 'ResourceNotFoundException') return undefined
        throw awsFailure('SecretsManager', 'GetSecretValue of the admin', fault)
      })
      return answer && parse(answer.SecretString)
    },
    async write(credentials) {
      const command = new PutSecretValueCommand({
        SecretId: secretArn,
        SecretString: JSON.stringify(credentials),
      })
      await callAws('SecretsManager', 'PutSecretValue of the admin', () => client.send(command))
    },
  }
}

function parse(text = ''): AdminCredentials {
  try {
    const { client_id, client_secret } = JSON.parse(text)
    if (typeof client_id === 'string' && typeof client_secret === 'string') {
      return { client_id, client_secret }
    }
  } catch {
    // Told below: what JSON.parse says quotes the secret.
  }
  throw new StoreError('The secret of the admin holds no client_id and client_secret')
}
