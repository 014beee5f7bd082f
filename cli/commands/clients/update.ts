import { usageError } from '../../cli-error.ts'
import { createCommand } from '../../create-command.ts'
import { describeClient } from '../../describe-client.ts'
import { findClient } from '../../find-client.ts'
import { gatherPairs } from '../../options/gather.ts'
import { openSession } from '../../session/open-session.ts'
import { printResult } from '../../terminal/print.ts'

export const updateClient = createCommand('update', 'Change an application.', [
  'clients update warehouse-sync --name stock-sync',
  'clients update warehouse-sync -m plan=gold -m trial=',
])
  .argument('<client>', 'client id or name')
  .option('--name <name>', 'its new name')
  .option('--description <text>', 'what it is for')
  .option('-m, --metadata <key=value>', 'sets a key of its metadata; key= removes it', gatherPairs)
  .action(async (wanted, { name, description, metadata, ...options }) => {
    const changes = {
      ...(name !== undefined && { name }),
      ...(description !== undefined && { description }),
      ...(metadata !== undefined && { client_metadata: metadata }),
    }
    if (Object.keys(changes).length === 0) {
      throw usageError('Name what to change: --name, --description or --metadata.')
    }
    const session = await openSession(options)
    const { client_id } = await findClient(session, wanted)
    const client = await session.tenant.clients.update(client_id, changes)
    printResult(options, client, () => describeClient(client))
  })
