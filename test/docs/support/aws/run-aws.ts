import {
  DynamoDBClient,
  ListTablesCommand,
  RestoreTableToPointInTimeCommand,
  UpdateContinuousBackupsCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb'
import { DeleteFunctionCommand, ListFunctionsCommand } from '@aws-sdk/client-lambda'
import {
  ListSecretsCommand,
  RestoreSecretCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager'
import { createLambdaControlClient } from '../../../../functions/aws/lambda-client.ts'
import type { EmulatedStack } from './emulated-stack.ts'

const PATIENCE = { maxWaitTime: 20, minDelay: 0.02, maxDelay: 0.1 }

/** Does what `aws` is told, by the services' own protocols; prints as `--output text` does, or JSON. */
export async function runAws(stack: EmulatedStack, args: string[]): Promise<string> {
  const [service = '', operation = ''] = args
  const option = (name: string) => {
    const at = args.indexOf(`--${name}`)
    if (at < 0) throw new Error(`aws ${service} ${operation} wants --${name}`)
    return args[at + 1] ?? ''
  }
  const { dynamodb, lambda, secrets } = stack.services
  const tables = new DynamoDBClient({ endpoint: dynamodb.endpoint })
  const functions = createLambdaControlClient({ endpoint: lambda.endpoint })
  const manager = new SecretsManagerClient({ endpoint: secrets.endpoint })
  const TableName = args.includes('--table-name') ? option('table-name') : undefined

  const operations: Record<string, () => Promise<string>> = {
    async 'cloudformation describe-stacks'() {
      const [, name = ''] = /OutputKey=='(\w+)'/.exec(option('query')) ?? []
      return new Map(Object.entries(stack.outputs())).get(name) ?? 'None'
    },
    async 'lambda invoke'() {
      const payload = JSON.parse(option('payload'))
      return JSON.stringify(await stack.invoke(option('function-name'), payload))
    },
    async 'lambda list-functions'() {
      const { Functions = [] } = await functions.send(new ListFunctionsCommand())
      return startingWith(
        option('query'),
        Functions.map(({ FunctionName = '' }) => FunctionName),
      )
    },
    async 'lambda delete-function'() {
      await functions.send(new DeleteFunctionCommand({ FunctionName: option('function-name') }))
      return ''
    },
    async 'secretsmanager list-secrets'() {
      const [Key, Values] = option('filters')
        .split(/Key=|,Values=/)
        .slice(1)
      const command = new ListSecretsCommand({
        IncludePlannedDeletion: args.includes('--include-planned-deletion'),
        Filters: [{ Key: Key as 'name', Values: [Values ?? ''] }],
      })
      const { SecretList = [] } = await manager.send(command)
      return SecretList.map(({ Name = '' }) => Name).join('\t')
    },
    'secretsmanager restore-secret': async () =>
      show(await manager.send(new RestoreSecretCommand({ SecretId: option('secret-id') }))),
    async 'dynamodb list-tables'() {
      const { TableNames = [] } = await tables.send(new ListTablesCommand())
      return startingWith(option('query'), TableNames)
    },
    'dynamodb restore-table-to-point-in-time': async () =>
      show(
        await tables.send(
          new RestoreTableToPointInTimeCommand({
            SourceTableName: option('source-table-name'),
            TargetTableName: option('target-table-name'),
            RestoreDateTime: new Date(option('restore-date-time')),
          }),
        ),
      ),
    async 'dynamodb wait'() {
      if (args[2] !== 'table-exists') throw new Error(`There is no waiter ${args[2]} here`)
      await waitUntilTableExists({ client: tables, ...PATIENCE }, { TableName })
      return ''
    },
    async 'dynamodb update-continuous-backups'() {
      const wanted = option('point-in-time-recovery-specification')
      const PointInTimeRecoverySpecification = {
        PointInTimeRecoveryEnabled: wanted === 'PointInTimeRecoveryEnabled=true',
      }
      return show(
        await tables.send(
          new UpdateContinuousBackupsCommand({ TableName, PointInTimeRecoverySpecification }),
        ),
      )
    },
    async 'dynamodb update-time-to-live'() {
      const [, AttributeName] =
        /^Enabled=true,AttributeName=(\w+)$/.exec(option('time-to-live-specification')) ?? []
      const TimeToLiveSpecification = { Enabled: true, AttributeName }
      return show(
        await tables.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification })),
      )
    },
    async 'dynamodb update-table'() {
      const DeletionProtectionEnabled = args.includes('--deletion-protection-enabled')
      return show(
        await tables.send(new UpdateTableCommand({ TableName, DeletionProtectionEnabled })),
      )
    },
  }

  try {
    const run = operations[`${service} ${operation}`]
    if (run === undefined) throw new Error(`aws ${args.join(' ')}: this is not emulated`)
    const printed = await run()
    return printed === '' ? '' : `${printed}\n`
  } finally {
    for (const client of [tables, functions, manager]) client.destroy()
  }
}

/** Those that a query like `Names[?starts_with(@, 'begin')]` leaves. */
function startingWith(query: string, names: string[]): string {
  const [, begin = ''] = /starts_with\([@\w]+, '(.+)'\)/.exec(query) ?? []
  return names.filter((name) => name.startsWith(begin)).join('\t')
}

function show({ $metadata: _, ...answer }: object & { $metadata: unknown }): string {
  return JSON.stringify(answer, undefined, 4)
}
