import { createCommand } from '../../create-command.ts'
import { findGrant } from '../../find-grant.ts'
import { openSession } from '../../session/open-session.ts'
import { confirmOrCancel } from '../../terminal/ask.ts'
import { printResult, style } from '../../terminal/print.ts'

export const removeGrant = createCommand('rm', 'Remove a grant.', [
  'grants rm warehouse-sync https://orders.example.com/',
])
  .argument('<client>', 'client id or name')
  .argument('<api>', 'identifier, id or name of the API')
  .option('-y, --yes', 'ask nothing')
  .action(async (client, api, { yes, ...options }) => {
    const session = await openSession(options)
    const { id, audience } = await findGrant(session, client, api)
    if (!yes) await confirmOrCancel(`Remove the grant of ${client} for ${audience}?`, options)
    await session.tenant.grants.remove(id)
    printResult(options, { removed: id }, () =>
      style('green', `Removed the grant for ${audience}.`),
    )
  })
