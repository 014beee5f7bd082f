import type { Clock } from '../core/ports/clock.ts'
import type { SigningKeys } from '../core/ports/signing-keys.ts'
import type { TenantStore } from '../core/ports/tenant-store.ts'

/** What an admin application proves itself with. */
export interface AdminCredentials {
  client_id: string
  client_secret: string
}

/** The one place that keeps the credentials of an admin, for the operator to read. */
export interface AdminSecret {
  /** Undefined while it holds none. Throws `StoreError`. */
  read(): Promise<AdminCredentials | undefined>
  write(credentials: AdminCredentials): Promise<void>
}

export interface BootstrapPorts {
  store: TenantStore
  keys: SigningKeys
  clock: Clock
  adminSecret: AdminSecret
}
