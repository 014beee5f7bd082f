import type { Clock } from '../core/ports/clock.ts'
import type { DraftRunner } from '../core/ports/draft-runner.ts'
import type { EventLog } from '../core/ports/event-log.ts'
import type { RequestCounter } from '../core/ports/request-counter.ts'
import type { SecretStore } from '../core/ports/secret-store.ts'
import type { SigningKeys } from '../core/ports/signing-keys.ts'
import type { TokenSigner } from '../core/ports/token-signer.ts'
import type { HookLifecyclePorts } from './hooks/hook-lifecycle.ts'

/** Everything that the Management API acts on. */
export interface ManagementPorts extends HookLifecyclePorts {
  secrets: SecretStore
  drafts: DraftRunner
  keys: SigningKeys
  /** Signs the tokens of those who sign in to the dashboard. */
  signer: TokenSigner
  log: EventLog
  clock: Clock
  counter: RequestCounter
  /** What one client may call in a minute. */
  requestsPerMinute: number
}
