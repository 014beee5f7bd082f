import { describe, expect, it } from 'vitest'
import { evaluatePolicy, type Statement } from '../support/deployed/evaluate-policy.ts'
import { neededRights } from '../support/deployed/needed-rights.ts'

const allow = (parts: Partial<Statement>): Statement => ({
  Effect: 'Allow',
  Action: 's:Do',
  Resource: '*',
  ...parts,
})
const request = { action: 's:Do', resource: 'arn:aws:s:r:1:thing:a:1', context: { 's:Key': 'x' } }

describe('the evaluation of policies', () => {
  it.each<[string, Statement[], string]>([
    ['nothing', [], 'not allowed'],
    ['the action', [allow({})], 'allowed'],
    ['the action in other letters', [allow({ Action: 'S:do' })], 'allowed'],
    ['another action', [allow({ Action: 's:DoMore' })], 'not allowed'],
    ['all but the last part', [allow({ Resource: 'arn:aws:s:r:1:thing:*' })], 'allowed'],
    [
      'a pattern that wants more',
      [allow({ Resource: 'arn:aws:s:r:1:thing:a:1:*' })],
      'not allowed',
    ],
    ['a deny beside an allow', [allow({}), allow({ Effect: 'Deny' })], 'explicitly denied'],
    ['a condition that holds', [allow({ Condition: when('x') })], 'allowed'],
    ['a condition that does not', [allow({ Condition: when('y') })], 'not allowed'],
    ['a condition on what is not there', [allow({ Condition: when('x', 's:No') })], 'not allowed'],
  ])('decides about %s', (_what, statements, decision) => {
    expect(evaluatePolicy(request, statements)).toBe(decision)
  })

  it('takes a resource’s policy for a role, but not what it leaves to the account', () => {
    const ofRole = allow({ Principal: { AWS: '*' } })
    const ofAccount = allow({ Principal: { AWS: 'arn:aws:iam::1:root' } })
    expect(evaluatePolicy(request, [], [ofRole])).toBe('allowed')
    expect(evaluatePolicy(request, [], [ofAccount])).toBe('not allowed')
  })

  it('decides nothing about what it does not know', () => {
    const odd = allow({ Condition: { DateGreaterThan: { 's:Key': 'x' } } })
    expect(() => evaluatePolicy(request, [odd])).toThrow(/DateGreaterThan/)
    const call = { caller: 'f', service: 's3', operation: 'GET /x', query: new URLSearchParams() }
    expect(() => neededRights({ ...call, input: {} })).toThrow(/No rule/)
  })
})

function when(value: string, key = 's:Key'): Record<string, Record<string, string>> {
  return { StringEquals: { [key]: value } }
}
