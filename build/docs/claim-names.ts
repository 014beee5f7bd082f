import { FORBIDDEN_HOSTS, RESERVED_NAMES } from '../../functions/core/hook-claims.ts'
import { code } from './markdown.ts'

/** The names without a namespace that no hook may set. */
export function reservedClaims(): string {
  const names = [...RESERVED_NAMES].map(code).join(', ')
  return `${names}, and all that begin with \`sip_\`.`
}

/** The hosts that are no namespaces. */
export function reservedNamespaces(): string {
  return `${FORBIDDEN_HOSTS.map(code).join(', ')} and their subdomains.`
}
