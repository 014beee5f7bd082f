import { expect, onTestFinished } from 'vitest'
import type { JsonObject } from '../../../../../functions/core/json.ts'
import { hookOf } from '../../../../hooks/support/open-hook.ts'
import type { ManagementClient } from '../../../../support/management-client.ts'

/** Tests a script with this body; the answer must be a 200. */
export async function testScript(api: ManagementClient, body: string, more: JsonObject = {}) {
  const answer = await api.post('/hooks/test', { script: hookOf(body), ...more })
  expect(answer.body.message).toBeUndefined()
  expect(answer.status).toBe(200)
  return answer.body
}

/** A saved hook with this body, until the test is over. */
export async function saveHook(
  api: ManagementClient,
  body: string,
  more: JsonObject = {},
): Promise<string> {
  const given = { name: 'saved', triggerId: 'credentials-exchange', script: hookOf(body), ...more }
  const answer = await api.post('/hooks', given)
  expect(answer.status).toBe(201)
  onTestFinished(async () => {
    await api.delete(`/hooks/${answer.body.id}`)
  })
  return answer.body.id
}
