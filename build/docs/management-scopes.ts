import { MANAGEMENT_SCOPES } from '../../functions/core/management-scopes.ts'
import type { ManagementPorts } from '../../functions/management/management-ports.ts'
import { listOperations } from '../../functions/management/operations.ts'
import { code, markdownTable } from './markdown.ts'

/** Every scope of the Management API with the operations that it is enough for. */
export function managementScopes(): string {
  // They are only looked at, never called.
  const operations = listOperations({} as ManagementPorts)
  const allowed = (scope: string) =>
    operations
      .filter(({ scopes }) => scopes.some((one) => one === scope))
      .map(({ method, path }) => code(`${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`))
      .join(', ')
  const rows = MANAGEMENT_SCOPES.map(({ value }) => [code(value), allowed(value)])
  return markdownTable(['scope', 'is enough for'], rows)
}
