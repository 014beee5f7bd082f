import { createCommand } from '../../create-command.ts'
import { describeClient } from '../../describe-client.ts'
import { findClient } from '../../find-client.ts'
import { openSession } from '../../session/open-session.ts'
import { printResult } from '../../terminal/print.ts'

export const getClient = createCommand('get', 'Show an application and its grants.', [
  'clients get my-application',
])
  .argument('<client>', 'client id or name')
  .action(async (wanted, options) => {
    const session = await openSession(options)
    const client = await findClient(session, wanted)
    const { client_id } = client
    const grants = await session.tenant.grants.list({ client_id })
    printResult(options, { ...client, grants }, () => {
      const lines = grants.map(({ audience, scope }) => `  ${audience}  ${scope.join(' ')}`)
      return [describeClient(client), 'Grants:', ...(lines.length ? lines : ['  none'])].join('\n')
    })
  })
