import type { HookOutcome } from '../../../hooks/runtime/contract.ts'
import { hasNamespace, warnOfBareClaims } from '../../core/hook-claims.ts'
import { isJsonObject } from '../../core/json.ts'
import type { BuiltHook } from '../../core/ports/hook-builder.ts'
import { MAX_LISTED_CLAIMS } from '../contract/hook-tests.ts'
import type { DraftExchange } from './draft-exchange.ts'
import type { HookDraft } from './draft-source.ts'
import { warnOfMissingSecrets } from './hook-warnings.ts'

/** What the author of a tested hook should know besides the outcome. */
export function draftWarnings(
  draft: HookDraft,
  built: BuiltHook,
  { tenant, api }: DraftExchange,
  outcome: HookOutcome,
): string[] {
  const warnings = [
    ...built.warnings,
    ...warnOfMissingSecrets(draft.missingSecrets),
    ...warnOfBareClaims(bareClaims(built, outcome), tenant.privateClaims),
  ]
  if (api.isSystem && !tenant.hookOnManagementApi) {
    warnings.push(
      'No hook runs for tokens of the Management API, unless hook_on_management_api is set in the tenant settings.',
    )
  }
  return warnings
}

/** Names without a namespace: those that the script seems to set, and those that it has set. */
function bareClaims(built: BuiltHook, outcome: HookOutcome): string[] {
  const result = outcome.kind === 'result' && isJsonObject(outcome.result) ? outcome.result : {}
  const set = Object.keys(result).filter((name) => name !== 'scope' && !hasNamespace(name))
  return [...new Set([...built.bareClaims, ...set])].slice(0, MAX_LISTED_CLAIMS)
}
