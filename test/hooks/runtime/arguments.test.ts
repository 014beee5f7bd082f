import { expect, test } from 'vitest'
import { buildHookEvent } from '../support/build-hook-event.ts'
import { hookOf, openHook, resultOf } from '../support/open-hook.ts'

test('calls the hook with client, scope, audience and the documented context', async () => {
  const event = buildHookEvent({
    secrets: { FOO: 'bar' },
    client: { tenant: 'acme', id: 'c1', name: 'test_client', metadata: { some: 'value' } },
  })
  const { handler } = openHook(
    hookOf('cb(null, { count: arguments.length, args: [...arguments] })'),
  )
  const { count, args } = resultOf(await handler(event)) as { count: number; args: unknown[] }
  expect(count).toBe(5)
  expect(args.slice(0, 3)).toEqual([event.client, ['read:data'], 'https://api.example.com/'])
  expect(args[3]).toEqual({
    ...event.context,
    webtask: {
      secrets: { FOO: 'bar' },
      data: { FOO: 'bar' },
      headers: event.context.headers,
      body: {
        client: event.client,
        scope: ['read:data'],
        audience: event.audience,
        context: event.context,
      },
      meta: {},
      query: {},
      params: {},
      storage: {},
    },
  })
})

test('gives an array of scopes and metadata even when there are none', async () => {
  const event = buildHookEvent({ scope: [] })
  Reflect.deleteProperty(event.client, 'metadata')
  const { handler } = openHook(
    hookOf("scope.push('extra'); cb(null, { scope, metadata: client.metadata })"),
  )
  expect(resultOf(await handler(event))).toEqual({ scope: ['extra'], metadata: {} })
})

test('gives fresh secrets, scopes and metadata to each event', async () => {
  const event = buildHookEvent({ secrets: { KEY: 'first' } })
  const { handler } = openHook(
    hookOf(`
      const seen = [context.webtask.secrets.KEY, scope.length, client.metadata.mark, context.mark]
      context.webtask.secrets.KEY = 'changed'
      scope.push('more')
      client.metadata.mark = context.mark = 'changed'
      cb(null, { seen })
    `),
  )
  await handler(event)
  expect(resultOf(await handler(event))).toEqual({ seen: ['first', 1, null, null] })
  expect(event).toEqual(buildHookEvent({ secrets: { KEY: 'first' } }))
})

test('lets context be turned into JSON', async () => {
  const { run } = openHook(hookOf('cb(null, { text: typeof JSON.stringify(context) })'))
  expect(resultOf(await run())).toEqual({ text: 'string' })
})
