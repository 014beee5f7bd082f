import { StoreError } from '../core/errors.ts'
import { type Endpoint, type HttpResponse, jsonResponse } from '../core/http.ts'
import type { Clock } from '../core/ports/clock.ts'
import type { TenantReader } from '../core/ports/tenant-store.ts'
import {
  currentSigningKey,
  LONGEST_TOKEN_LIFETIME_SECONDS,
  publishedSigningKeys,
} from '../core/signing-keys.ts'
import type { Tenant } from '../core/tenant-model.ts'
import { authorizationServerMetadata } from './authorization-server-metadata.ts'
import { certificateDocument } from './certificate-document.ts'
import { jwksDocument } from './jwks-document.ts'
import { openidConfiguration } from './openid-configuration.ts'
import { publicDocument } from './public-document.ts'
import { readTenant, TenantNotReady } from './read-tenant.ts'

/** The tenant's public documents. */
export interface DiscoveryEndpoints {
  jwks: Endpoint
  certificate: Endpoint
  openidConfiguration: Endpoint
  authorizationServerMetadata: Endpoint
}

interface DiscoveryPorts {
  store: TenantReader
  clock: Clock
  /** Takes what went wrong, which callers are not told; default: a line on stderr. */
  report?: (error: unknown) => void
}

/** Endpoints for GET; HEAD, CORS and other methods are the route table's. */
export function createDiscoveryEndpoints(ports: DiscoveryPorts): DiscoveryEndpoints {
  const { store, clock, report = console.error } = ports

  function serve(contentType: string, write: (tenant: Tenant) => string | Promise<string>) {
    const endpoint: Endpoint = async (request) => {
      try {
        return publicDocument(request, contentType, await write(await readTenant(store)))
      } catch (error) {
        report(error)
        return failure(error)
      }
    }
    return endpoint
  }

  return {
    jwks: serve('application/json', async ({ signingKeys }) => {
      const keys = publishedSigningKeys(signingKeys, clock.now(), LONGEST_TOKEN_LIFETIME_SECONDS)
      return JSON.stringify(await jwksDocument(store, keys))
    }),
    certificate: serve('application/x-pem-file', ({ signingKeys }) =>
      certificateDocument(store, currentSigningKey(signingKeys, clock.now())),
    ),
    openidConfiguration: serve('application/json', (tenant) =>
      JSON.stringify(openidConfiguration(tenant)),
    ),
    authorizationServerMetadata: serve('application/json', (tenant) =>
      JSON.stringify(authorizationServerMetadata(tenant)),
    ),
  }
}

const RETRY_AFTER_SECONDS = '1'

function failure(error: unknown): HttpResponse {
  if (error instanceof StoreError || error instanceof TenantNotReady) {
    return jsonResponse(
      503,
      {
        error: 'temporarily_unavailable',
        error_description: 'The server is busy. Try again in a moment.',
      },
      { 'retry-after': RETRY_AFTER_SECONDS },
    )
  }
  return jsonResponse(500, {
    error: 'server_error',
    error_description: 'The server could not answer this request.',
  })
}
