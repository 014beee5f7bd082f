import type { ClientAnswer } from '../functions/management/contract/answers.ts'
import { formatProperties } from './terminal/format-properties.ts'

/** What of an application matters to its owner; the secret only when it is in the answer. */
export function describeClient(client: ClientAnswer): string {
  return formatProperties({
    name: client.name,
    description: client.description,
    client_id: client.client_id,
    client_secret: client.client_secret,
    app_type: client.app_type,
    grant_types: client.grant_types,
    auth_method: client.token_endpoint_auth_method,
    client_metadata: client.client_metadata,
  })
}
