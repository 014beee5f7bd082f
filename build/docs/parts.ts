import { readFileSync } from 'node:fs'
import { INERT_TRIGGERS } from '../../functions/core/hook-triggers.ts'
import { HELP } from '../../local/start-options.ts'
import { reservedClaims, reservedNamespaces } from './claim-names.ts'
import { hookFailures } from './hook-failures.ts'
import { hookLimits } from './hook-limits.ts'
import { hookPlaces } from './hook-places.ts'
import { managementScopes } from './management-scopes.ts'
import { code } from './markdown.ts'
import { tokenErrors } from './token-errors.ts'

const STARTER = new URL('../../hooks/templates/credentials-exchange.js', import.meta.url)

/** What documents show of the code, by the name in their markers. */
export const PARTS: Record<string, () => string> = {
  'hook-limits': hookLimits,
  'hook-failures': hookFailures,
  'hook-places': hookPlaces,
  'inert-triggers': () => INERT_TRIGGERS.map(code).join(', '),
  'management-scopes': managementScopes,
  'reserved-claims': reservedClaims,
  'reserved-namespaces': reservedNamespaces,
  'start-options': () => `\`\`\`text\n${HELP.trimEnd()}\n\`\`\``,
  starter: () => `\`\`\`js\n${readFileSync(STARTER, 'utf8').trimEnd()}\n\`\`\``,
  'token-errors': tokenErrors,
}
