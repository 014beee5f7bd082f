import { usageError } from '../../cli-error.ts'
import { createCommand } from '../../create-command.ts'
import { describeApi } from '../../describe-api.ts'
import { findApi } from '../../find-api.ts'
import { apiBody, apiOptions } from '../../options/api-options.ts'
import { openSession } from '../../session/open-session.ts'
import { printResult } from '../../terminal/print.ts'

export const updateApi = createCommand('update', 'Change an API. Scopes replace those before.', [
  'apis update https://orders.example.com/ --lifetime 3600',
  'apis update https://orders.example.com/ --describe "read:orders=Read orders"',
  'apis update https://ledger.example.com/ --signing-alg RS256',
])
  .argument('<api>', 'identifier, id or name')
  .addOption(apiOptions.name())
  .addOption(apiOptions.scope())
  .addOption(apiOptions.describe())
  .addOption(apiOptions.lifetime())
  .addOption(apiOptions.dialect())
  .addOption(apiOptions.signingAlg())
  .action(async (wanted, { name, scope, describe, lifetime, dialect, signingAlg, ...options }) => {
    const settings = { name, scope, describe, lifetime, dialect, signingAlg }
    if (Object.values(settings).every((value) => value === undefined)) {
      throw usageError(
        'Name what to change: --name, --scope, --describe, --lifetime, --dialect or --signing-alg.',
      )
    }
    const session = await openSession(options)
    const { id, scopes } = await findApi(session, wanted)
    const api = await session.tenant.apis.update(id, apiBody(settings, scopes))
    printResult(options, api, () => describeApi(api))
  })
