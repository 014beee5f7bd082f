import { evaluatePolicy, type Statement } from './evaluate-policy.ts'
import { neededRights } from './needed-rights.ts'
import { rolePolicies } from './role-policies.ts'
import type { DeployedTenant } from './start-deployed-tenant.ts'

/**
 * What the stack's policies, and those of the keys that were made, say to each call that the
 * functions made: `{function} {action} {resource}: {decision}`, each once.
 */
export function callDecisions({ calls, resolved, kms }: DeployedTenant): string[] {
  const decisions = calls.flatMap((call) => {
    const { roleArn, statements } = rolePolicies(resolved, call.caller)
    return neededRights(call).map(({ action, resource, context = {} }) => {
      const policy = kms.keys.get(resource)?.policy
      const ofKey: Statement[] = policy === undefined ? [] : JSON.parse(String(policy)).Statement
      const request = { action, resource, context: { 'aws:PrincipalArn': roleArn, ...context } }
      return `${call.caller} ${action} ${resource}: ${evaluatePolicy(request, statements, ofKey)}`
    })
  })
  return [...new Set(decisions)]
}
