import { createCommand } from '../../create-command.ts'
import { findApi } from '../../find-api.ts'
import { findClient } from '../../find-client.ts'
import { openSession } from '../../session/open-session.ts'
import { formatTable } from '../../terminal/format-table.ts'
import { printResult } from '../../terminal/print.ts'

export const listGrants = createCommand('ls', 'List the grants.', [
  'grants ls',
  'grants ls --client warehouse-sync',
])
  .option('--client <client>', 'of this application alone')
  .option('--api <api>', 'for this API alone')
  .action(async ({ client, api, ...options }) => {
    const session = await openSession(options)
    const { tenant } = session
    const clientId = client && (await findClient(session, client)).client_id
    const audience = api && (await findApi(session, api)).identifier
    const grants = await tenant.grants.list({
      ...(clientId && { client_id: clientId }),
      ...(audience && { audience }),
    })
    if (options.json) return printResult(options, grants, () => '')
    const names = new Map((await tenant.clients.list()).map((one) => [one.client_id, one.name]))
    printResult(options, grants, () => {
      return formatTable(
        ['APPLICATION', 'CLIENT ID', 'API', 'SCOPES'],
        grants.map((grant) => {
          const { client_id, scope } = grant
          return [names.get(client_id) ?? '', client_id, grant.audience, inShort(scope)]
        }),
      )
    })
  })

/** The Management API alone has dozens. */
function inShort(scope: string[]): string {
  return scope.length > 5
    ? `${scope.slice(0, 4).join(' ')} and ${scope.length - 4} more`
    : scope.join(' ')
}
