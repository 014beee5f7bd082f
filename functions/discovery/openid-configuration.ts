import type { Tenant } from '../core/tenant-model.ts'
import {
  type AuthorizationServerMetadata,
  authorizationServerMetadata,
} from './authorization-server-metadata.ts'

/** The same facts under the address where most verifiers look for them. */
interface OpenidConfiguration extends AuthorizationServerMetadata {
  subject_types_supported: string[]
  id_token_signing_alg_values_supported: string[]
}

/**
 * Strict parsers refuse a document without the two lists that OpenID Connect Discovery 1.0 section
 * 3 requires. Both hold of every token here (`sub` is the same for every API; RS256 signs) though
 * none is an ID token. The `authorization_endpoint` of that section is left out: there is none.
 */
export function openidConfiguration(tenant: Tenant): OpenidConfiguration {
  return {
    ...authorizationServerMetadata(tenant),
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
  }
}
