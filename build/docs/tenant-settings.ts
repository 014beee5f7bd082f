import { OWN_SETTINGS } from '../../functions/management/contract/own-settings.ts'
import { code, markdownTable } from './markdown.ts'

/** What `PATCH /tenants/settings` changes here. */
export function tenantSettings(): string {
  const rows = Object.entries(OWN_SETTINGS).map(([name, effect]) => [code(name), effect])
  return markdownTable(['setting (`PATCH /api/v2/tenants/settings`)', 'effect'], rows)
}
