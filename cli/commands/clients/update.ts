import { usageError } from '../../cli-error.ts'
import { createCommand } from '../../create-command.ts'
import { describeClient } from '../../describe-client.ts'
import { findClient } from '../../find-client.ts'
import { clientBody, clientOptions } from '../../options/client-options.ts'
import { gatherPairs } from '../../options/gather.ts'
import { openSession } from '../../session/open-session.ts'
import { printResult } from '../../terminal/print.ts'

export const updateClient = createCommand('update', 'Change an application.', [
  'clients update warehouse-sync --name stock-sync',
  'clients update warehouse-sync -m plan=gold -m trial=',
  'clients update warehouse-sync --auth-method private_key_jwt',
])
  .argument('<client>', 'client id or name')
  .option('--name <name>', 'its new name')
  .addOption(clientOptions.description())
  .addOption(clientOptions.type())
  .addOption(clientOptions.grantType())
  .addOption(clientOptions.authMethod())
  .option('-m, --metadata <key=value>', 'sets a key of its metadata; key= removes it', gatherPairs)
  .action(
    async (wanted, { name, metadata, description, type, grantType, authMethod, ...options }) => {
      const changes = {
        ...(name !== undefined && { name }),
        ...clientBody({ description, type, grantType, authMethod }),
        // What imports say in its place would win.
        ...(authMethod !== undefined && { client_authentication_methods: null }),
        ...(metadata !== undefined && { client_metadata: metadata }),
      }
      if (Object.keys(changes).length === 0) {
        throw usageError(
          'Name what to change: --name, --description, --type, --grant-type, --auth-method or --metadata.',
        )
      }
      const session = await openSession(options)
      const { client_id } = await findClient(session, wanted)
      const client = await session.tenant.clients.update(client_id, changes)
      printResult(options, client, () => describeClient(client))
    },
  )
