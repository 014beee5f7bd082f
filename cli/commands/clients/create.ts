import { createCommand } from '../../create-command.ts'
import { describeClient } from '../../describe-client.ts'
import { clientBody, clientOptions } from '../../options/client-options.ts'
import { gatherPairs } from '../../options/gather.ts'
import { openSession } from '../../session/open-session.ts'
import { askText } from '../../terminal/ask.ts'
import { note, printResult } from '../../terminal/print.ts'

export const createClient = createCommand(
  'create',
  'Create an application. Its secret is shown once.',
  ['clients create warehouse-sync', 'clients create warehouse-sync -m plan=gold --json'],
)
  .argument('[name]', 'name of the application')
  .addOption(clientOptions.description())
  .addOption(clientOptions.type().default('non_interactive'))
  .addOption(clientOptions.grantType())
  .addOption(clientOptions.authMethod())
  .option('-m, --metadata <key=value>', 'given to hooks as client.metadata', gatherPairs)
  .action(async (name, { description, type, grantType, authMethod, metadata, ...options }) => {
    const explain = 'Name the application: hookmint clients create NAME.'
    const wanted = name ?? (await askText('Name of the application', explain))
    const { tenant } = await openSession(options)
    const client = await tenant.clients.create({
      name: wanted,
      ...clientBody({ description, type, grantType, authMethod }),
      ...(metadata !== undefined && { client_metadata: withoutEmpty(metadata) }),
    })
    printResult(options, client, () => describeClient(client))
    if (options.json) return
    note('\nThe secret is not shown again. To let the application ask for tokens of an API:')
    note(`\n$ hookmint grants create ${client.client_id} API --scope SCOPE`)
  })

/** On creation there is nothing that a key without a value could remove. */
function withoutEmpty(metadata: Record<string, string | null>): Record<string, string> {
  return Object.fromEntries(Object.entries(metadata).map(([key, value]) => [key, value ?? '']))
}
