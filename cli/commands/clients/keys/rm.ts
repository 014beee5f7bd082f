import { CliError } from '../../../cli-error.ts'
import { createCommand } from '../../../create-command.ts'
import { findClient } from '../../../find-client.ts'
import { openSession } from '../../../session/open-session.ts'
import { confirmOrCancel } from '../../../terminal/ask.ts'
import { printResult, style } from '../../../terminal/print.ts'

export const removeKey = createCommand('rm', 'Remove a key: its assertions are refused.', [
  'clients keys rm warehouse-sync laptop',
])
  .argument('<client>', 'client id or name')
  .argument('<key>', 'its name, kid or id')
  .option('-y, --yes', 'ask nothing')
  .action(async (wanted, wantedKey, { yes, ...options }) => {
    const session = await openSession(options)
    const { clients } = session.tenant
    const { client_id, name } = await findClient(session, wanted)
    const keys = await clients.credentials(client_id)
    const key =
      keys.find(({ id, kid }) => id === wantedKey || kid === wantedKey) ??
      keys.find((one) => one.name === wantedKey)
    if (key === undefined) {
      throw new CliError('not_found', `Application ${name} has no key ${wantedKey}.`, {
        hint: `hookmint clients keys ls ${client_id} shows them.`,
      })
    }
    if (!yes) await confirmOrCancel(`Remove the key ${key.kid} of ${name}?`, options)
    await clients.removeCredential(client_id, key.id)
    printResult(options, { removed: key.id }, () => style('green', `Removed key: ${key.kid}`))
  })
