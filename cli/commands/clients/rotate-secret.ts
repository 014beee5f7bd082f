import { createCommand } from '../../create-command.ts'
import { describeClient } from '../../describe-client.ts'
import { findClient } from '../../find-client.ts'
import { wholeNumber } from '../../options/whole-number.ts'
import { openSession } from '../../session/open-session.ts'
import { confirmOrCancel } from '../../terminal/ask.ts'
import { note, printResult } from '../../terminal/print.ts'

export const rotateSecret = createCommand(
  'rotate-secret',
  'Give an application a new secret, shown once. The one before ends at once, or after a while.',
  ['clients rotate-secret warehouse-sync', 'clients rotate-secret warehouse-sync --keep 86400'],
)
  .argument('<client>', 'client id or name')
  .option('--keep <seconds>', 'how long the secret before stays valid', wholeNumber, 0)
  .option('-y, --yes', 'ask nothing')
  .action(async (wanted, { keep, yes, ...options }) => {
    const session = await openSession(options)
    const { client_id, name } = await findClient(session, wanted)
    if (!yes && keep === 0) {
      await confirmOrCancel(`The present secret of ${name} ends at once. Go on?`, options)
    }
    const client = await session.tenant.clients.rotateSecret(client_id, {
      previous_secret_lifetime_seconds: keep,
    })
    printResult(options, client, () => describeClient(client))
    if (!options.json) note('\nThe secret is not shown again.')
  })
