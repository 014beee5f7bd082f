import { createCommand } from '../../create-command.ts'
import { describeApi } from '../../describe-api.ts'
import { findApi } from '../../find-api.ts'
import { openSession } from '../../session/open-session.ts'
import { printResult } from '../../terminal/print.ts'

export const getApi = createCommand('get', 'Show an API.', ['apis get https://api.example.com/'])
  .argument('<api>', 'identifier, id or name')
  .action(async (wanted, options) => {
    const api = await findApi(await openSession(options), wanted)
    printResult(options, api, () => describeApi(api))
  })
