import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { createManagementClient } from '../../functions/management/contract/management-client.ts'
import type { ManagementScope } from './scopes.ts'

export type ManagementClient = ReturnType<typeof createManagementClient>

/** Somebody who has signed in. */
export interface Session {
  management: ManagementClient
  /** The application whose token this is. */
  clientId: string
  clientName: string
  /** Whether the token allows something; what it does not is not offered. */
  can(scope: ManagementScope): boolean
  /** Takes a new token, as one is needed before the key of the present one is revoked. */
  renew(): Promise<unknown>
  signOut(): void
}

export const SessionContext = createContext<Session | undefined>(undefined)

/** The session of whoever looks at the page. */
export function useSession(): Session {
  const session = useContext(SessionContext)
  if (session === undefined) throw new Error('Nobody has signed in')
  return session
}

/** The Management API, as whoever looks at the page. */
export function useManagement(): ManagementClient {
  return useSession().management
}
