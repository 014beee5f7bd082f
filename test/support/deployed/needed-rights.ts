import type { AccessRequest } from './evaluate-policy.ts'
import type { RecordedCall } from './wire-recorder.ts'

const ACCOUNT = 'us-east-1:123456789012'

type Needed = Omit<AccessRequest, 'context'> & { context?: Record<string, string> }
type Rule = (call: RecordedCall) => Needed[]

/** What the items of a DynamoDB transaction are to IAM. */
const TRANSACT_ACTIONS: Record<string, string> = {
  Put: 'dynamodb:PutItem',
  Update: 'dynamodb:UpdateItem',
  Delete: 'dynamodb:DeleteItem',
  ConditionCheck: 'dynamodb:ConditionCheckItem',
}

const onTable =
  (action: string): Rule =>
  ({ input }) => [{ action, resource: tableArn(input.TableName) }]
const onKey =
  (action: string): Rule =>
  ({ input }) => [
    {
      action,
      resource: input.KeyId,
      context: {
        'kms:CallerAccount': '123456789012',
        ...(input.SigningAlgorithm && { 'kms:SigningAlgorithm': input.SigningAlgorithm }),
      },
    },
  ]
const onSecret =
  (action: string): Rule =>
  ({ input }) => [{ action, resource: secretArn(input.SecretId ?? input.Name) }]

/** By service and operation, as the service authorization reference says. */
const RULES: Record<string, Rule> = {
  'dynamodb BatchGetItem': ({ input }) =>
    Object.keys(input.RequestItems).map((name) => ({
      action: 'dynamodb:BatchGetItem',
      resource: tableArn(name),
    })),
  'dynamodb TransactWriteItems': ({ input }) =>
    input.TransactItems.flatMap((item: Record<string, { TableName: string }>) =>
      Object.entries(item).map(([kind, { TableName }]) => ({
        action: TRANSACT_ACTIONS[kind] ?? `dynamodb:${kind}`,
        resource: tableArn(TableName),
      })),
    ),
  'dynamodb Query': onTable('dynamodb:Query'),
  'dynamodb UpdateItem': onTable('dynamodb:UpdateItem'),
  'kms CreateKey': ({ input }) => [
    {
      action: 'kms:CreateKey',
      resource: '*',
      context: {
        'kms:KeySpec': input.KeySpec,
        'kms:KeyUsage': input.KeyUsage,
        'kms:MultiRegion': String(input.MultiRegion ?? false),
      },
    },
  ],
  'kms Sign': onKey('kms:Sign'),
  'kms GetPublicKey': onKey('kms:GetPublicKey'),
  'kms DisableKey': onKey('kms:DisableKey'),
  'logs FilterLogEvents': ({ input }) => [
    {
      action: 'logs:FilterLogEvents',
      resource: `arn:aws:logs:${ACCOUNT}:log-group:${input.logGroupName}:*`,
    },
  ],
  'monitoring GetMetricData': () => [{ action: 'cloudwatch:GetMetricData', resource: '*' }],
  ...Object.fromEntries(
    [
      'CreateSecret',
      'DeleteSecret',
      'GetSecretValue',
      'ListSecretVersionIds',
      'PutSecretValue',
      'UpdateSecretVersionStage',
    ].map((operation) => [`secretsmanager ${operation}`, onSecret(`secretsmanager:${operation}`)]),
  ),
}

/** Lambda's operations by method and the last part of the path. */
const LAMBDA_ACTIONS: Record<string, string> = {
  'POST invocations': 'lambda:InvokeFunction',
  'GET configuration': 'lambda:GetFunctionConfiguration',
  'PUT configuration': 'lambda:UpdateFunctionConfiguration',
  'PUT code': 'lambda:UpdateFunctionCode',
  'GET versions': 'lambda:ListVersionsByFunction',
  'GET function': 'lambda:GetFunction',
  'DELETE function': 'lambda:DeleteFunction',
}

/** What a call has to be allowed. Throws an Error for a call that no rule is known of. */
export function neededRights(call: RecordedCall): Needed[] {
  const rule = call.service === 'lambda' ? lambdaRights : RULES[`${call.service} ${call.operation}`]
  if (rule) return rule(call)
  throw new Error(`No rule says what ${call.service} ${call.operation} needs: write one`)
}

function lambdaRights({ operation, query, input }: RecordedCall): Needed[] {
  const [, method = '', name, part = 'function'] =
    /^(\w+) \/[\d-]+\/functions(?:\/([^/]+))?(?:\/(\w+))?$/.exec(operation) ?? []
  const passRole = {
    action: 'iam:PassRole',
    resource: input.Role,
    context: { 'iam:PassedToService': 'lambda.amazonaws.com' },
  }
  if (method === 'POST' && name === undefined) {
    return [
      { action: 'lambda:CreateFunction', resource: functionArn(input.FunctionName) },
      passRole,
    ]
  }
  const action = LAMBDA_ACTIONS[`${method} ${part}`]
  if (action === undefined || name === undefined) {
    throw new Error(`No rule says what Lambda's ${operation} needs: write one`)
  }
  const qualifier = query.get('Qualifier')
  const resource = functionArn(qualifier === null ? name : `${name}:${qualifier}`)
  return [{ action, resource }, ...(input.Role === undefined ? [] : [passRole])]
}

function functionArn(name: string): string {
  return name.startsWith('arn:') ? name : `arn:aws:lambda:${ACCOUNT}:function:${name}`
}

function tableArn(name: string): string {
  return `arn:aws:dynamodb:${ACCOUNT}:table/${name}`
}

function secretArn(id: string): string {
  return id.startsWith('arn:') ? id : `arn:aws:secretsmanager:${ACCOUNT}:secret:${id}-AbCdEf`
}
