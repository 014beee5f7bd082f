import { createCommand } from '../../create-command.ts'
import { describeApi } from '../../describe-api.ts'
import { apiBody, apiOptions } from '../../options/api-options.ts'
import { openSession } from '../../session/open-session.ts'
import { askText } from '../../terminal/ask.ts'
import { printResult } from '../../terminal/print.ts'

export const createApi = createCommand('create', 'Create an API.', [
  'apis create https://orders.example.com/ --name Orders -s read:orders -s write:orders',
  'apis create https://orders.example.com/ -s read:orders --describe "read:orders=Read orders"',
])
  .argument('[identifier]', 'what requests name as audience; it never changes')
  .addOption(apiOptions.name())
  .addOption(apiOptions.scope())
  .addOption(apiOptions.describe())
  .addOption(apiOptions.lifetime())
  .addOption(apiOptions.dialect())
  .addOption(apiOptions.signingAlg())
  .action(async (given, { name, scope, describe, lifetime, dialect, signingAlg, ...options }) => {
    const explain = 'Name the API by its identifier: a URL of it.'
    const identifier = given ?? (await askText('Identifier of the API', explain))
    const { tenant } = await openSession(options)
    const settings = { name: name ?? identifier, scope, describe, lifetime, dialect, signingAlg }
    const body = apiBody(settings)
    const api = await tenant.apis.create({ identifier, ...body })
    printResult(options, api, () => describeApi(api))
  })
