import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, it, onTestFinished } from 'vitest'
import { until } from '../support/hook-processes.ts'
import { type ManagementClient, managementClient } from '../support/management-client.ts'
import { startLocal } from '../support/start-local.ts'
import { startPausing } from '../support/start-pausing.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { decodeToken, demoExchange, type TokenServer } from '../support/token-client.ts'

const says = (word: string) =>
  `module.exports = function (client, scope, audience, context, cb) {
    const { ONE, TWO } = context.webtask.secrets
    cb(null, { scope, 'https://foo.com/is': ['${word}', ONE, TWO] })
  }`
const pair = (value: string) => ({ ONE: value, TWO: value })
const first = ['first', 'value', 'value']

async function claim(server: TokenServer): Promise<unknown> {
  const answer = await demoExchange(server)
  expect(answer.status).toBe(200)
  return decodeToken(answer).payload['https://foo.com/is']
}

/**
 * Kills a server at one step of a change of its enabled hook, which has secrets; gives the server
 * after it.
 */
async function killAt(
  step: string,
  change: (api: ManagementClient, path: string) => Promise<unknown>,
) {
  const folder = await temporaryFolder()
  const killed = await startPausing(folder.path, step)
  const before = await managementClient(killed)
  const given = { name: 'mine', script: says('first'), triggerId: 'credentials-exchange' }
  const { id } = (await before.post('/hooks', { ...given, enabled: true })).body
  const path = `/hooks/${id}`
  expect((await before.post(`${path}/secrets`, pair('value'))).status).toBe(201)
  expect(await claim(killed)).toEqual(first)
  const cut = change(before, path).catch(() => 'cut off')
  await killed.paused
  const seen = await claim(killed)
  await killed.kill()
  expect(await cut).toBe('cut off')

  const server = await startLocal(folder.path, ['--port', new URL(killed.url).port])
  onTestFinished(async () => {
    await server.stop()
    await folder.remove()
  })
  return { server, api: await managementClient(server), dataDir: folder.path, id, path, seen }
}

it.each([
  'before probe',
  'after probe',
  'before removal',
  'after removal',
  'before transaction',
  'after transaction',
])(
  'a kill %s of a rollback leaves one version or the other, and the rest is done',
  async (step) => {
    const { server, api, path, seen } = await killAt(step, async (api, path) => {
      expect((await api.patch(path, { script: says('second') })).status).toBe(200)
      await api.post(`${path}/versions/1/deploy`)
    })
    expect(seen).toEqual(step === 'after transaction' ? first : ['second', 'value', 'value'])
    await until(
      'the deployment ends',
      async () => (await api.get(path)).body.deployment === undefined,
    )
    expect(await claim(server)).toEqual(first)
    const { body } = await api.get(`${path}/versions?fields=version,current,pinned`)
    expect(body).toEqual([
      { version: 2, current: false, pinned: false },
      { version: 1, current: true, pinned: true },
    ])
  },
)

it.each(['after secret write', 'before secret cleanup'])(
  'a kill %s leaves the old or the new secrets, never some of each',
  async (step) => {
    const { server, api, dataDir, id, path, seen } = await killAt(step, (api, path) =>
      api.patch(`${path}/secrets`, pair('pause')),
    )
    const isChanged = step === 'before secret cleanup'
    expect(seen).toEqual(isChanged ? ['first', 'pause', 'pause'] : first)
    expect(await claim(server)).toEqual(seen)
    expect((await api.patch(`${path}/secrets`, pair('later'))).status).toBe(201)
    expect(await claim(server)).toEqual(['first', 'later', 'later'])
    expect(countRows(dataDir, 'SELECT * FROM secrets WHERE hook_id = ?', id)).toBe(1)
  },
)

it.each(['before mark', 'after mark', 'after secret removal', 'before unmark'])(
  'a kill %s of a removal leaves all of the hook or nothing',
  async (step) => {
    const { server, api, dataDir, id, path, seen } = await killAt(step, (api, path) =>
      api.delete(path),
    )
    const isThere = step === 'before mark'
    expect(seen).toEqual(isThere ? first : undefined)
    expect(await claim(server)).toEqual(seen)
    expect((await api.get(path)).status).toBe(isThere ? 200 : 404)
    if (isThere) return
    const isGone = () =>
      countRows(dataDir, 'SELECT * FROM secrets WHERE hook_id = ?', id) === 0 &&
      countRows(dataDir, 'SELECT * FROM records WHERE pk = ? OR sk = ?', `H#${id}`, id) === 0 &&
      !existsSync(join(dataDir, 'hooks', id))
    await until('all of it is gone', isGone)
    expect((await api.delete(path)).status).toBe(404)
  },
)

function countRows(dataDir: string, query: string, ...values: string[]): number {
  const database = new DatabaseSync(join(dataDir, 'tenant.db'), { readOnly: true })
  try {
    return database.prepare(query).all(...values).length
  } finally {
    database.close()
  }
}
