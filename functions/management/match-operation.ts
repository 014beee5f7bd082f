import { PatternRouter } from 'hono/router/pattern-router'
import type { HttpRequest } from '../core/http.ts'
import { MAX_API_IDENTIFIER_BYTES } from '../core/identifiers.ts'
import { ManagementError } from '../core/management-error.ts'
import type { Operation } from './operation.ts'

const BASE = '/api/v2'

export interface MatchedOperation {
  operation: Operation
  /** Percent-decoded. */
  params: Record<string, string>
}

/** Finds the operation of a request; throws a 404. */
export type OperationMatcher = (http: HttpRequest) => MatchedOperation

/** hono's router over the table of operations. */
export function createOperationMatcher(operations: readonly Operation[]): OperationMatcher {
  const router = new PatternRouter<Operation>()
  for (const operation of operations) {
    router.add(operation.method, BASE + operation.path, operation)
  }
  return (http) => {
    const [matches] = router.match(http.method, http.path)
    const [operation, params] = matches[0] ?? []
    if (operation === undefined) throw ManagementError.notFound('Not Found')
    const decoded = decodeParams(params as Record<string, string>)
    if (Object.values(decoded).some(isTooLong)) throw notFoundIn(operation)
    return { operation, params: decoded }
  }
}

function decodeParams(params: Record<string, string>): Record<string, string> {
  try {
    return Object.fromEntries(
      Object.entries(params).map(([name, value]) => [name, decodeURIComponent(value)]),
    )
  } catch {
    throw ManagementError.badRequest('The path has a malformed percent-encoding')
  }
}

function notFoundIn({ path }: Operation): ManagementError {
  const [collection = ''] = path.split('/:')
  return ManagementError.notFound(
    `There is nothing with an id of more than ${MAX_API_IDENTIFIER_BYTES} bytes. List what there is: GET ${BASE}${collection}`,
  )
}

function isTooLong(param: string): boolean {
  return Buffer.byteLength(param) > MAX_API_IDENTIFIER_BYTES
}
