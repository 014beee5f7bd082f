import { usageError } from '../../cli-error.ts'
import { createCommand } from '../../create-command.ts'
import { findGrant } from '../../find-grant.ts'
import { gatherScopes } from '../../options/gather.ts'
import { openSession } from '../../session/open-session.ts'
import { printResult, style } from '../../terminal/print.ts'

export const updateGrant = createCommand('update', 'Replace the scopes of a grant.', [
  'grants update warehouse-sync https://orders.example.com/ -s read:orders -s write:orders',
])
  .argument('<client>', 'client id or name')
  .argument('<api>', 'identifier, id or name of the API')
  .option('-s, --scope <scope>', 'a scope that is granted; again for each', gatherScopes)
  .action(async (client, api, { scope, ...options }) => {
    if (scope === undefined) throw usageError('Name the scopes: --scope read:orders.')
    const session = await openSession(options)
    const { id, audience } = await findGrant(session, client, api)
    const grant = await session.tenant.grants.update(id, { scope })
    printResult(options, grant, () => {
      return style('green', `The grant for ${audience} has: ${scope.join(' ')}`)
    })
  })
