import { describe, expect, it, vi } from 'vitest'
import { HookCapacityError } from '../../../../functions/core/errors.ts'
import type { JsonObject } from '../../../../functions/core/json.ts'
import { SAMPLE_PAYLOAD } from '../../../../functions/management/contract/sample-payload.ts'
import { hookOf } from '../../../hooks/support/open-hook.ts'
import { useManagedTenant } from '../../../support/use-tenant.ts'
import { saveHook } from './support/draft-calls.ts'

const tenant = useManagedTenant()

describe('what cannot be tested', () => {
  const script = hookOf('cb()')
  const payload = (given: JsonObject) => ({ script, payload: given })
  it.each([
    [/'script': is required/, {}],
    [/'name': additional properties/, { script, name: 'x' }],
    [/'version': additional properties/, { script, version: 1 }],
    [/'script': must not be empty/, { script: '' }],
    [/'script': must have at most/, { script: 'x'.repeat(102_401) }],
    [/'dependencies'/, { script, dependencies: { a: 1 } }],
    [/'timeout_ms'/, { script, timeout_ms: 99 }],
    [/'after_callback_ms'/, { script, after_callback_ms: 2001 }],
    [/'secrets\.A': the value must be a string/, { script, secrets: { A: 1 } }],
    [/'secrets'/, { script, secrets: [] }],
    [/'payload\.user': additional properties/, payload({ user: {} })],
    [/'payload\.client\.secret': additional properties/, payload({ client: { secret: 'x' } })],
    [/'payload\.client\.id'/, payload({ client: { id: 'a b' } })],
    [/'payload\.client\.metadata\.a'/, payload({ client: { metadata: { a: 1 } } })],
    [/'payload': must have client, or client_id/, payload({ client: {}, client_id: 'a' })],
    [/'payload\.scope'/, payload({ scope: [1] })],
    [/'payload\.scope/, payload({ scope: ['a b'] })],
    [/'payload\.audience'/, payload({ audience: '' })],
    [/'payload\.context\.webtask': additional/, payload({ context: { webtask: {} } })],
    [/'payload\.context\.body': must be an object/, payload({ context: { body: [] } })],
    [/'payload\.context\.headers\.a'/, payload({ context: { headers: { a: 1 } } })],
    [/'payload': must have at most/, payload({ context: { body: { a: 'x'.repeat(65_536) } } })],
  ])('%s: a 400 that names the property', async (message, body: JsonObject) => {
    const answer = await tenant.api.post('/hooks/test', body)
    expect(answer.body.message).toMatch(message)
    expect(answer).toMatchObject({ status: 400, body: { errorCode: 'invalid_body' } })
  })

  it('is a saved hook’s version and a script at once', async () => {
    const id = await saveHook(tenant.api, 'cb()')
    const answer = await tenant.api.post(`/hooks/${id}/test`, { version: 1, script })
    expect(answer.status).toBe(400)
    expect(answer.body.message).toContain("'version': must be absent")
  })

  it('is a script that cannot be parsed: a 400 with line and column', async () => {
    const id = await saveHook(tenant.api, 'cb()')
    for (const path of ['/hooks/test', `/hooks/${id}/test`]) {
      const answer = await tenant.api.post(path, { script: 'let a = 1\nlet b = = 2' })
      expect(answer.status).toBe(400)
      expect(answer.body.message).toMatch(/'script': line 2, column \d+/)
    }
  })

  it('is an application that is not there', async () => {
    const answer = await tenant.api.post('/hooks/test', payload({ client_id: 'nobody' }))
    expect(answer.status).toBe(404)
  })

  it('is one test too many at once: a 503 that says when to come again', async () => {
    const run = vi.spyOn(tenant.ports.drafts, 'run')
    run.mockRejectedValueOnce(new HookCapacityError('4 drafts are running already.'))
    const answer = await tenant.api.post('/hooks/test', { script })
    expect(answer.status).toBe(503)
    expect(answer.headers.get('retry-after')).toBe('1')
    expect((await tenant.api.post('/hooks/test', { script })).status).toBe(200)
    run.mockRestore()
  })
})

it('describes both in the OpenAPI document, with a sample', async () => {
  const { paths } = (await tenant.api.get('/openapi.json')).body
  for (const path of ['/hooks/test', '/hooks/{id}/test']) {
    const { schema } = paths[path].post.requestBody.content['application/json']
    expect(schema.properties.payload.examples).toEqual([SAMPLE_PAYLOAD])
    expect(schema.additionalProperties).toBe(false)
  }
})
