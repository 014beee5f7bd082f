import type { Clock, SigningKeys, TenantStore } from '../core/ports.ts'

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
