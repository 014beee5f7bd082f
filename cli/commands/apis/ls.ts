import { createCommand } from '../../create-command.ts'
import { openSession } from '../../session/open-session.ts'
import { formatTable } from '../../terminal/format-table.ts'
import { printResult } from '../../terminal/print.ts'

export const listApis = createCommand('ls', 'List the APIs.', ['apis ls']).action(
  async (options) => {
    const { tenant } = await openSession(options)
    const apis = await tenant.apis.list()
    printResult(options, apis, () => {
      return formatTable(
        ['NAME', 'IDENTIFIER', 'LIFETIME', 'SCOPES'],
        apis.map(({ name, identifier, token_lifetime, scopes = [] }) => {
          return [name, identifier, `${token_lifetime} s`, String(scopes.length)]
        }),
      )
    })
  },
)
