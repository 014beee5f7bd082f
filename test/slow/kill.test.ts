import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { startLocal } from '../support/start-local.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { decodeToken, demoExchange, type TokenServer } from '../support/token-client.ts'

const KILLS = 20

const script = (saved: number) =>
  `module.exports = (client, scope, audience, context, cb) =>
     cb(null, { scope, 'https://foo.com/saved': ${saved} })`

it('loses no acknowledged save to kill -9 under load, 20 times', { timeout: 120_000 }, async () => {
  const folder = await temporaryFolder()
  const hook = join(folder.path, 'hook.js')
  const dataDir = join(folder.path, 'data')
  writeFileSync(hook, script(0))
  let acknowledged = 0
  for (let kill = 1; kill <= KILLS; kill++) {
    const server = await startLocal(dataDir, ['--hook', hook, '--watch'])
    const claim = decodeToken(await demoExchange(server)).payload['https://foo.com/saved']
    expect(claim).toBe(acknowledged)
    const load = keepAsking(server)
    acknowledged++
    writeFileSync(hook, script(acknowledged))
    await server.printed(/Saved .* is enabled/)
    expect(await server.stop('SIGKILL')).toBeNull()
    expect(await load).toBeGreaterThan(0)
  }
  await folder.remove()
})

/** Four clients at once until the server is gone; resolves with the number of tokens they got. */
async function keepAsking(server: TokenServer): Promise<number> {
  let tokens = 0
  const client = async () => {
    for (;;) {
      const answer = await demoExchange(server).catch(() => undefined)
      if (answer === undefined) return
      expect(answer.status).toBe(200)
      tokens++
    }
  }
  await Promise.all([client(), client(), client(), client()])
  return tokens
}
