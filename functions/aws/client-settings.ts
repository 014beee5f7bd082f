/** Milliseconds; both are per attempt. */
const CONNECTION_TIMEOUT_MS = 1_000
const REQUEST_TIMEOUT_MS = 3_000
/** One call and two repetitions, which the client spaces with jitter. */
const MAX_ATTEMPTS = 3

/** Where a client differs from the others. */
export interface ClientDifferences {
  requestTimeoutMs?: number
  /** 1 for what must not happen twice. */
  maxAttempts?: number
  /** In place of the Region's own; the standard `AWS_ENDPOINT_URL…` variables do the same. */
  endpoint?: string
}

/**
 * The settings of every AWS client. The library has no time-outs of its own, and with
 * `requestTimeout` alone it only warns.
 */
export function clientSettings({
  requestTimeoutMs = REQUEST_TIMEOUT_MS,
  maxAttempts = MAX_ATTEMPTS,
  endpoint,
}: ClientDifferences = {}) {
  return {
    maxAttempts,
    requestHandler: {
      connectionTimeout: CONNECTION_TIMEOUT_MS,
      requestTimeout: requestTimeoutMs,
      throwOnRequestTimeout: true,
    },
    ...(endpoint !== undefined && { endpoint }),
  }
}
