import { createCommand } from '../../create-command.ts'
import { findApi } from '../../find-api.ts'
import { findClient } from '../../find-client.ts'
import { gatherScopes } from '../../options/gather.ts'
import { openSession } from '../../session/open-session.ts'
import { printResult, style } from '../../terminal/print.ts'

export const createGrant = createCommand(
  'create',
  'Let an application ask for tokens of an API, with the scopes that are named.',
  ['grants create warehouse-sync https://orders.example.com/ -s read:orders'],
)
  .argument('<client>', 'client id or name')
  .argument('<api>', 'identifier, id or name of the API')
  .option('-s, --scope <scope>', 'a scope that is granted; again for each', gatherScopes)
  .action(async (client, api, { scope = [], ...options }) => {
    const session = await openSession(options)
    const { client_id, name } = await findClient(session, client)
    const { identifier: audience } = await findApi(session, api)
    const grant = await session.tenant.grants.create({ client_id, audience, scope })
    printResult(options, grant, () => {
      const scopes = scope.length > 0 ? scope.join(' ') : 'no scopes'
      return style('green', `${name} may ask for tokens of ${audience}: ${scopes}.`)
    })
  })
