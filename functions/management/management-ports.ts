import type {
  Clock,
  DraftRunner,
  EventLog,
  RequestCounter,
  SecretStore,
  SigningKeys,
  TokenSigner,
} from '../core/ports.ts'
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
