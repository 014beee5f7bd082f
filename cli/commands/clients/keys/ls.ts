import { createCommand } from '../../../create-command.ts'
import { findClient } from '../../../find-client.ts'
import { openSession } from '../../../session/open-session.ts'
import { formatTable } from '../../../terminal/format-table.ts'
import { printResult } from '../../../terminal/print.ts'

export const listKeys = createCommand('ls', 'List the keys of an application.', [
  'clients keys ls warehouse-sync',
])
  .argument('<client>', 'client id or name')
  .action(async (wanted, options) => {
    const session = await openSession(options)
    const { client_id, name } = await findClient(session, wanted)
    const keys = await session.tenant.clients.credentials(client_id)
    printResult(options, keys, () => {
      if (keys.length === 0) return `${name} has no keys.`
      return formatTable(
        ['NAME', 'KEY', 'ALG', 'ADDED', 'UNTIL'],
        keys.map((key) => [key.name, key.kid, key.alg, key.created_at, key.expires_at ?? '']),
      )
    })
  })
