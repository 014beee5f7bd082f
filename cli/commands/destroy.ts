import { deleteStack } from '../aws/delete-stack.ts'
import { findLeftovers, type LeftoverClients, type Leftovers } from '../aws/find-leftovers.ts'
import { removeLeftovers } from '../aws/remove-leftovers.ts'
import { type StackOptions, stackOutputs } from '../aws/stack-outputs.ts'
import { CliError, usageError } from '../cli-error.ts'
import { plainCommand } from '../create-command.ts'
import { askText, canAsk, confirmOrCancel } from '../terminal/ask.ts'
import { print, printResult, style } from '../terminal/print.ts'

export const destroy = plainCommand(
  'destroy',
  'Remove a tenant from an AWS account: its stack, and the functions and secrets of its hooks, which are no part of the stack. The table is kept.',
  ['destroy hookmint-test --region eu-central-1'],
)
  .argument(
    '[stack]',
    'name of its stack; when that is gone already, what hooks have left is removed',
  )
  .option('--region <name>', 'region of the stack')
  .option('-y, --yes', 'ask nothing')
  .option('--json', 'print JSON')
  .action(async (name, { region, yes, ...options }) => {
    const stack = name ?? (await askText('Name of the stack', 'Name the stack of the tenant.'))
    const outputs = await findStack({ stack, region })
    const clients = await createClients(region)
    const leftovers = await findLeftovers(clients, stack)
    const { functions, secrets } = leftovers
    if (outputs === undefined && functions.length + secrets.length === 0) {
      throw new CliError('not_found', `There is no stack ${stack}, and nothing that it has left.`)
    }
    if (!options.json) print(describe(outputs && stack, leftovers))
    if (!yes && !canAsk(options)) throw usageError('Nobody can be asked: --yes removes all of it.')
    if (!yes) await confirmOrCancel('Remove all of this for good?', options)
    if (outputs !== undefined) await deleteStack({ stack, region })
    await removeLeftovers(clients, leftovers)
    const kept = outputs?.TableName
    const removed = { stack: outputs === undefined ? null : stack, functions, secrets }
    printResult(options, { removed, kept_table: kept ?? null }, () => {
      const said = style('green', 'Removed.')
      return kept === undefined ? said : `${said} The table ${kept} is kept, with all its records.`
    })
  })

/** Undefined when there is no such stack any more. */
async function findStack(options: StackOptions) {
  try {
    return await stackOutputs(options)
  } catch (error) {
    const isGone = error instanceof CliError && /does not exist/.test(error.message)
    if (isGone) return undefined
    throw error
  }
}

async function createClients(region: string | undefined): Promise<LeftoverClients> {
  const { LambdaClient } = await import('@aws-sdk/client-lambda')
  const { SecretsManagerClient } = await import('@aws-sdk/client-secrets-manager')
  const where = { ...(region && { region }) }
  return { lambda: new LambdaClient(where), secretsManager: new SecretsManagerClient(where) }
}

function describe(stack: string | undefined, { functions, secrets }: Leftovers): string {
  return [
    ...(stack === undefined ? [] : [`The stack ${stack}`]),
    `Functions of hooks: ${functions.length}`,
    ...functions.map((one) => `  ${one}`),
    `Secrets of hooks: ${secrets.length}`,
    ...secrets.map((one) => `  ${one}`),
  ].join('\n')
}
