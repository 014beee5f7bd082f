import { ASSERTION_ALGS } from '../core/client-credential.ts'
import type { Tenant } from '../core/tenant-model.ts'

/** What RFC 8414 2 says of this server; nothing that it does not do. */
export interface AuthorizationServerMetadata {
  issuer: string
  token_endpoint: string
  jwks_uri: string
  grant_types_supported: string[]
  token_endpoint_auth_methods_supported: string[]
  token_endpoint_auth_signing_alg_values_supported: string[]
  response_types_supported: string[]
}

/**
 * The metadata of an authorization server without users (RFC 8414 2). No `authorization_endpoint`:
 * it is required only when a grant type uses one. `response_types_supported` is required always,
 * so it stays although 3.2 leaves out empty lists: parsers look for it, and none is supported.
 */
export function authorizationServerMetadata({ issuer }: Tenant): AuthorizationServerMetadata {
  return {
    issuer,
    token_endpoint: `${issuer}oauth/token`,
    jwks_uri: `${issuer}.well-known/jwks.json`,
    grant_types_supported: ['client_credentials'],
    token_endpoint_auth_methods_supported: [
      'client_secret_basic',
      'client_secret_post',
      'private_key_jwt',
    ],
    token_endpoint_auth_signing_alg_values_supported: [...ASSERTION_ALGS],
    response_types_supported: [],
  }
}
