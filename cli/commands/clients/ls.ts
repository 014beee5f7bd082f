import { createCommand } from '../../create-command.ts'
import { openSession } from '../../session/open-session.ts'
import { formatTable } from '../../terminal/format-table.ts'
import { printResult } from '../../terminal/print.ts'

export const listClients = createCommand('ls', 'List the applications.', ['clients ls']).action(
  async (options) => {
    const { tenant } = await openSession(options)
    const clients = await tenant.clients.list()
    printResult(options, clients, () => {
      return formatTable(
        ['NAME', 'CLIENT ID', 'TYPE', 'DESCRIPTION'],
        clients.map(({ name, client_id, app_type = '', description = '' }) => {
          return [name, client_id, app_type, description]
        }),
      )
    })
  },
)
