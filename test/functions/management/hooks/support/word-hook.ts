import { expect } from 'vitest'
import type { JsonObject } from '../../../../../functions/core/json.ts'
import type { ManagementClient } from '../../../../support/management-client.ts'
import type { ServedTenant } from '../../../../support/serve-tenant.ts'
import { decodeToken, demoExchange } from '../../../../support/token-client.ts'

/** The script of a hook whose tokens carry this word. */
export function says(word: string): string {
  return `module.exports = function (client, scope, audience, context, cb) {
    cb(null, { scope, 'https://foo.com/word': '${word}' })
  }`
}

/** Makes a hook that says `mine`, where nothing else is given, and gives the API's answer. */
export async function createWordHook(api: ManagementClient, given: JsonObject = {}) {
  const hook = { name: 'mine', script: says('mine'), triggerId: 'credentials-exchange', ...given }
  const { status, body } = await api.post('/hooks', hook)
  expect(body).toMatchObject({ id: expect.anything() })
  expect(status).toBe(201)
  return body
}

/** The word that the very next token carries. */
export async function tokenWord(tenant: ServedTenant): Promise<unknown> {
  const answer = await demoExchange(tenant)
  expect(answer.status).toBe(200)
  return decodeToken(answer).payload['https://foo.com/word']
}

/** Removes all hooks of the tenant. */
export async function removeHooks(api: ManagementClient): Promise<void> {
  for (const { id } of (await api.get('/hooks')).body) await api.delete(`/hooks/${id}`)
}
