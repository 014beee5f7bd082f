import type { ManagementScope } from '../session/scopes.ts'
import type { IconName } from '../ui/icon.tsx'

export interface NavigationEntry {
  title: string
  path: string
  icon: IconName
  /** What its page cannot do without. */
  scope: ManagementScope
}

/** The pages, in the order in which they are offered. */
export const NAVIGATION: readonly NavigationEntry[] = [
  { title: 'Overview', path: '/dashboard', icon: 'overview', scope: 'read:stats' },
  { title: 'Hooks', path: '/dashboard/hooks', icon: 'hook', scope: 'read:hooks' },
  {
    title: 'Applications',
    path: '/dashboard/applications',
    icon: 'application',
    scope: 'read:clients',
  },
  { title: 'APIs', path: '/dashboard/apis', icon: 'api', scope: 'read:resource_servers' },
  { title: 'Logs', path: '/dashboard/logs', icon: 'log', scope: 'read:logs' },
  { title: 'Settings', path: '/dashboard/settings', icon: 'gear', scope: 'read:tenant_settings' },
]
