import type { Endpoint } from '../core/http.ts'
import { OAuthError } from '../core/oauth-error.ts'
import type { Clock } from '../core/ports/clock.ts'
import type { EventLog } from '../core/ports/event-log.ts'
import type { HookRunner } from '../core/ports/hook-runner.ts'
import type { TenantReader } from '../core/ports/tenant-store.ts'
import type { TokenSigner } from '../core/ports/token-signer.ts'
import { signAccessToken } from '../core/sign-access-token.ts'
import { applyHookResult } from './apply-hook-result.ts'
import { authenticateClient } from './authenticate-client.ts'
import { authorizeRequest } from './authorize-request.ts'
import { createAttemptLimit } from './create-attempt-limit.ts'
import type { SecretReader } from './create-secret-reader.ts'
import { type ExchangeNotes, exchangeEvent } from './exchange-event.ts'
import { createAuthorizationLoader } from './load-authorization.ts'
import { parseTokenRequest } from './parse-token-request.ts'
import { runHook } from './run-hook.ts'
import { errorResponse, tokenResponse } from './token-response.ts'

export interface TokenPorts {
  store: TenantReader
  readSecrets: SecretReader
  runner: Pick<HookRunner, 'run'>
  signer: TokenSigner
  log: Pick<EventLog, 'append'>
  clock: Clock
}

/** `POST /oauth/token`: the client credentials grant (RFC 6749 4.4) with the tenant's hook. */
export function createTokenEndpoint(ports: TokenPorts): Endpoint {
  const { clock, log, signer } = ports
  const authorizations = createAuthorizationLoader(ports.store)
  const attempts = createAttemptLimit()
  const hookPorts = {
    runner: ports.runner,
    readSecrets: ports.readSecrets,
    readTenant: authorizations.readTenant,
  }

  return async (http) => {
    const notes: ExchangeNotes = { http }
    try {
      const request = parseTokenRequest(http) //                                       1
      notes.request = request
      attempts.check(request, clock.now())
      const authorization = await authorizations.load(request) //                      2
      notes.authorization = authorization
      const { tenant } = authorization
      const client = authenticateClient(request, authorization, clock.now()) //        3
      const exchange = authorizeRequest(request, client, authorization) //             4
      notes.granted = exchange.scope
      const run = await runHook(hookPorts, tenant, client, exchange, request) //       5
      notes.run = run
      const applied = applyHookResult(run, exchange.scope, tenant.privateClaims) //    6
      notes.applied = applied
      const subject = { tenant, client, api: exchange.api }
      const token = await signAccessToken(signer, subject, applied, clock.now()) //    7
      log.append(exchangeEvent(notes, undefined, clock.now()))
      return tokenResponse(token)
    } catch (error) {
      const failure = OAuthError.from(error)
      attempts.note(failure, notes.request, clock.now())
      log.append(exchangeEvent(notes, failure, clock.now()))
      const dialect = await authorizations.errorDialect(notes.authorization)
      return errorResponse(failure, dialect, http)
    }
  }
}
