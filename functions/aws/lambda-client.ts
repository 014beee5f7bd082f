import { LambdaClient } from '@aws-sdk/client-lambda'
import { type ClientDifferences, clientSettings } from './client-settings.ts'

/** Uploads, and what Lambda makes of them, take longer than reads. */
const CONTROL_TIMEOUT_MS = 20_000
/** Beyond every deadline of ours: a run's own deadline ends it. */
const INVOKE_TIMEOUT_MS = 120_000

/** The client of the functions' making. */
export function createLambdaControlClient(differences?: ClientDifferences): LambdaClient {
  return new LambdaClient(
    clientSettings({ requestTimeoutMs: CONTROL_TIMEOUT_MS, maxAttempts: 5, ...differences }),
  )
}

/** The client that runs functions: an attempt of its own accord would run a hook twice. */
export function createLambdaInvokeClient(differences?: ClientDifferences): LambdaClient {
  return new LambdaClient(
    clientSettings({ requestTimeoutMs: INVOKE_TIMEOUT_MS, ...differences, maxAttempts: 1 }),
  )
}
