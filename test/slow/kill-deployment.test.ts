import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { until } from '../support/hook-processes.ts'
import { managementClient } from '../support/management-client.ts'
import { startLocal } from '../support/start-local.ts'
import { startPausing } from '../support/start-pausing.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { decodeToken, demoExchange, type TokenServer } from '../support/token-client.ts'

const says = (word: string) =>
  `module.exports = function (client, scope, audience, context, cb) { // ${word}
    cb(null, { scope, 'https://foo.com/word': '${word}' })
  }`
const OLD = { name: 'old', script: says('old') }
const NEW = { name: 'new', script: says('pause'), timeout_ms: 1234 }

async function tokenWord(server: TokenServer): Promise<unknown> {
  const answer = await demoExchange(server)
  expect(answer.status).toBe(200)
  return decodeToken(answer).payload['https://foo.com/word']
}

const steps = ['build', 'deploy', 'probe', 'removal', 'transaction'].flatMap((step) => [
  [`before ${step}`],
  [`after ${step}`],
])

it.each(steps)('a kill %s leaves the old or the new, and the rest is done', async (step) => {
  const folder = await temporaryFolder()
  const first = await startPausing(folder.path, step)
  const before = await managementClient(first)
  const given = { ...OLD, triggerId: 'credentials-exchange', enabled: true }
  const { status, body } = await before.post('/hooks', given)
  expect(status).toBe(201)
  const path = `/hooks/${body.id}`
  const saving = before.patch(path, NEW).catch(() => 'cut off')
  await first.paused
  const known = step === 'after transaction' ? 'pause' : 'old'
  expect(await tokenWord(first)).toBe(known)
  await first.kill()
  expect(await saving).toBe('cut off')

  const port = new URL(first.url).port
  const second = await startLocal(folder.path, ['--port', port])
  const after = await managementClient(second)
  const { deployment, ...hook } = (await after.get(path)).body
  const word = await tokenWord(second)
  expect([OLD, NEW]).toContainEqual({
    name: hook.name,
    script: hook.script,
    ...(hook.timeout_ms !== undefined && { timeout_ms: hook.timeout_ms }),
  })
  // Between the two calls the deployment may have come to its end.
  if (hook.name === 'new' || deployment === undefined) expect(word).toBe('pause')
  await until(
    'the deployment ends',
    async () => (await after.get(path)).body.deployment === undefined,
  )
  expect((await after.get(path)).body).toMatchObject({ ...NEW, enabled: true })
  expect(await tokenWord(second)).toBe('pause')
  expect((await after.get(`${path}/versions?fields=version,pinned`)).body).toEqual([
    { version: 2, pinned: true },
    { version: 1, pinned: false },
  ])
  expect((await after.post(`${path}/versions/1/deploy`)).status).toBe(200)
  expect(await tokenWord(second)).toBe('old')
  await second.stop()
  await folder.remove()
})

it('a kill during the first save of a hook loses none of it', async () => {
  const folder = await temporaryFolder()
  const first = await startPausing(folder.path, 'after deploy')
  const before = await managementClient(first)
  const given = { ...NEW, triggerId: 'credentials-exchange', enabled: true }
  const saving = before.post('/hooks', given).catch(() => 'cut off')
  await first.paused
  await first.kill()
  expect(await saving).toBe('cut off')
  const stray = join(folder.path, 'hooks', 'deleted-in-vain')
  mkdirSync(stray)
  const second = await startLocal(folder.path, ['--port', new URL(first.url).port])
  const after = await managementClient(second)
  await until('the hook is enabled', async () => (await tokenWord(second)) === 'pause')
  await until('the stray folder goes', () => !existsSync(stray))
  const hooks = (await after.get('/hooks?enabled=true')).body
  expect(hooks).toEqual([expect.objectContaining(given)])
  expect((await after.get(`/hooks/${hooks[0].id}`)).body).not.toHaveProperty('deployment')
  await second.stop()
  await folder.remove()
})
