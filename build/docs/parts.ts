import { readFileSync } from 'node:fs'
import { INERT_TRIGGERS } from '../../functions/core/hook-triggers.ts'
import { HELP } from '../../local/start-options.ts'
import { reservedClaims, reservedNamespaces } from './claim-names.ts'
import { exitCodes } from './exit-codes.ts'
import { hookFailures } from './hook-failures.ts'
import { hookLimits } from './hook-limits.ts'
import { hookPlaces } from './hook-places.ts'
import { hookRefusals } from './hook-refusals.ts'
import { logTypes } from './log-types.ts'
import { managementScopes } from './management-scopes.ts'
import { code } from './markdown.ts'
import { serverBounds } from './server-bounds.ts'
import { tenantSettings } from './tenant-settings.ts'
import { tokenErrors } from './token-errors.ts'

const STARTER = new URL('../../hooks/templates/credentials-exchange.js', import.meta.url)

/** What documents show of the code, by the name in their markers. */
export const PARTS: Record<string, () => string> = {
  'exit-codes': exitCodes,
  'hook-limits': hookLimits,
  'hook-failures': hookFailures,
  'hook-places': hookPlaces,
  'hook-refusals': hookRefusals,
  'inert-triggers': () => INERT_TRIGGERS.map(code).join(', '),
  'log-types': logTypes,
  'management-scopes': managementScopes,
  'reserved-claims': reservedClaims,
  'reserved-namespaces': reservedNamespaces,
  'server-bounds': serverBounds,
  'start-options': () => `\`\`\`text\n${HELP.trimEnd()}\n\`\`\``,
  starter: () => `\`\`\`js\n${readFileSync(STARTER, 'utf8').trimEnd()}\n\`\`\``,
  'tenant-settings': tenantSettings,
  'token-errors': tokenErrors,
}
