import { createCommand } from '../../create-command.ts'
import { findApi } from '../../find-api.ts'
import { openSession } from '../../session/open-session.ts'
import { confirmOrCancel } from '../../terminal/ask.ts'
import { printResult, style } from '../../terminal/print.ts'

export const removeApi = createCommand('rm', 'Remove an API and the grants for it.', [
  'apis rm https://orders.example.com/',
])
  .argument('<api>', 'identifier, id or name')
  .option('-y, --yes', 'ask nothing')
  .action(async (wanted, { yes, ...options }) => {
    const session = await openSession(options)
    const { id, identifier } = await findApi(session, wanted)
    if (!yes) await confirmOrCancel(`Remove ${identifier} and the grants for it?`, options)
    await session.tenant.apis.remove(id)
    printResult(options, { removed: identifier, id }, () => {
      return `${style('green', 'Removed API:')} ${style('bold', identifier)}`
    })
  })
