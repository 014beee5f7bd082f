/** A statement of a policy, every reference resolved. */
export interface Statement {
  Effect: 'Allow' | 'Deny'
  Principal?: { AWS?: string | string[] }
  Action: string | string[]
  Resource: string | string[]
  Condition?: Record<string, Record<string, string | string[]>>
}

/** What somebody wants to do. */
export interface AccessRequest {
  action: string
  resource: string
  /** By condition key. */
  context: Record<string, string>
}

export type Decision = 'allowed' | 'explicitly denied' | 'not allowed'

/**
 * Decides as IAM does within one account: an explicit deny wins, then any allow of the role's own
 * statements or of the resource's policy, if it has one. Throws an Error for what it does not know.
 */
export function evaluatePolicy(
  request: AccessRequest,
  own: Statement[],
  ofResource: Statement[] = [],
): Decision {
  const applying = [...own, ...ofResource.filter((each) => isForRole(each))].filter((each) =>
    applies(each, request),
  )
  if (applying.some(({ Effect }) => Effect === 'Deny')) return 'explicitly denied'
  return applying.some(({ Effect }) => Effect === 'Allow') ? 'allowed' : 'not allowed'
}

/** A statement for the account's root leaves it to the account's own policies: it allows no role. */
function isForRole({ Principal }: Statement): boolean {
  return listOf(Principal?.AWS ?? []).some((principal) => !principal.endsWith(':root'))
}

function applies(statement: Statement, { action, resource, context }: AccessRequest): boolean {
  return (
    listOf(statement.Action).some((pattern) =>
      matches(pattern.toLowerCase(), action.toLowerCase()),
    ) &&
    listOf(statement.Resource).some((pattern) => matches(pattern, resource)) &&
    Object.entries(statement.Condition ?? {}).every(([operator, keys]) =>
      Object.entries(keys).every(([key, wanted]) => holds(operator, context[key], listOf(wanted))),
    )
  )
}

function holds(operator: string, actual: string | undefined, wanted: string[]): boolean {
  switch (operator) {
    case 'StringEquals':
    case 'Bool':
      return actual !== undefined && wanted.includes(actual)
    case 'ArnEquals':
      return actual !== undefined && wanted.some((pattern) => matches(pattern, actual))
    case 'BoolIfExists':
      return actual === undefined || wanted.includes(actual)
    default:
      throw new Error(`This evaluation does not know the operator ${operator}`)
  }
}

/** `*` is any text, colons and slashes included; `?` any character. */
function matches(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  return new RegExp(`^${source}$`, 's').test(text)
}

function listOf(value: string | string[]): string[] {
  return typeof value === 'string' ? [value] : value
}
