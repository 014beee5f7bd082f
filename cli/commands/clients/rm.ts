import { createCommand } from '../../create-command.ts'
import { findClient } from '../../find-client.ts'
import { openSession } from '../../session/open-session.ts'
import { confirmOrCancel } from '../../terminal/ask.ts'
import { printResult, style } from '../../terminal/print.ts'

export const removeClient = createCommand('rm', 'Remove an application and its grants.', [
  'clients rm warehouse-sync',
])
  .argument('<client>', 'client id or name')
  .option('-y, --yes', 'ask nothing')
  .action(async (wanted, { yes, ...options }) => {
    const session = await openSession(options)
    const { client_id, name } = await findClient(session, wanted)
    if (!yes) await confirmOrCancel(`Remove ${name} (${client_id}) and its grants?`, options)
    await session.tenant.clients.remove(client_id)
    printResult(options, { removed: client_id, name }, () => {
      return `${style('green', 'Removed application:')} ${style('bold', name)}`
    })
  })
