import { expect, it } from 'vitest'
import { hookChanges } from '../../../dashboard/apis/test/hook-changes.ts'

it('knows the claims of the hook in every dialect, and what it did to the scopes', () => {
  const payload = {
    iss: 'https://example.com/',
    client_id: 'abc',
    jti: '1',
    permissions: ['extra', 'b'],
    scope: 'extra b',
    'https://foo.com/claim': 'bar',
    role: 'x',
  }
  expect(hookChanges(payload, ['a', 'b'])).toEqual({
    claims: ['https://foo.com/claim', 'role'],
    addedScopes: ['extra'],
    removedScopes: ['a'],
  })
})

it('sees a token without scopes as one that lost all of them', () => {
  expect(hookChanges({ iss: 'x' }, ['a'])).toEqual({
    claims: [],
    addedScopes: [],
    removedScopes: ['a'],
  })
})
