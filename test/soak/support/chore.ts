import type { ManagementClient } from '../../support/management-client.ts'
import type { TokenServer } from '../../support/token-client.ts'

/** Where changes are made and seen. */
export interface Tenant {
  server: TokenServer
  api: ManagementClient
}

/** A part of the tenant that its owner changes while it serves. */
export interface Chore {
  name: string
  /** Makes some changes. Throws when one is refused or not seen by the very next call. */
  work(tenant: Tenant): Promise<number>
  /** After a crash in the midst of them. Throws when one that was acknowledged is lost. */
  check(tenant: Tenant): Promise<void>
}
