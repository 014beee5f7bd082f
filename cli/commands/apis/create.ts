import { createCommand } from '../../create-command.ts'
import { describeApi } from '../../describe-api.ts'
import { apiBody, apiOptions } from '../../options/api-options.ts'
import { openSession } from '../../session/open-session.ts'
import { askText } from '../../terminal/ask.ts'
import { printResult } from '../../terminal/print.ts'

export const createApi = createCommand('create', 'Create an API.', [
  'apis create https://orders.example.com/ --name Orders -s read:orders -s write:orders',
])
  .argument('[identifier]', 'what requests name as audience; it never changes')
  .addOption(apiOptions.name())
  .addOption(apiOptions.scope())
  .addOption(apiOptions.lifetime())
  .addOption(apiOptions.dialect())
  .action(async (given, { name, scope, lifetime, dialect, ...options }) => {
    const explain = 'Name the API by its identifier: a URL of it.'
    const identifier = given ?? (await askText('Identifier of the API', explain))
    const { tenant } = await openSession(options)
    const body = apiBody({ name: name ?? identifier, scope, lifetime, dialect })
    const api = await tenant.apis.create({ identifier, ...body })
    printResult(options, api, () => describeApi(api))
  })
