import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startLocal } from '../../support/start-local.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { decodeToken, demoExchange } from '../../support/token-client.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
beforeAll(async () => {
  folder = await temporaryFolder()
})
afterAll(() => folder.remove())

describe('--hook FILE --watch', () => {
  it('uses each saved state for the next token, and keeps the last good one', async () => {
    const hook = join(folder.path, 'my hook.js')
    const script = (value: string) =>
      `module.exports = function (client, scope, audience, context, cb) {
        cb(null, { scope, 'https://foo.com/v': '${value} ' + context.webtask.secrets.WORD })
      }`
    writeFileSync(hook, script('one'))
    const secrets = join(folder.path, '.env')
    writeFileSync(secrets, 'WORD=wordy')
    const dataDir = join(folder.path, 'watch')
    const args = ['--hook', hook, '--watch', '--secrets-file', secrets]
    const server = await startLocal(dataDir, args)
    const claim = async () => decodeToken(await demoExchange(server)).payload['https://foo.com/v']
    expect(await claim()).toBe('one wordy')

    writeFileSync(hook, script('two'))
    await server.printed(/version 2 of my-hook is enabled/)
    expect(await claim()).toBe('two wordy')

    writeFileSync(hook, `${script('three')}\nthis is not JavaScript`)
    await server.printed(/my hook\.js:4:\d+: /)
    expect(await claim()).toBe('two wordy')

    writeFileSync(secrets, 'WORD=changed')
    writeFileSync(hook, script('four'))
    await server.printed(/version [34] of my-hook is enabled/)
    await expect.poll(claim, { timeout: 5000 }).toBe('four changed')
    const stored = () => secretRows(dataDir).map(({ value }) => JSON.parse(String(value)))
    await expect.poll(stored).toEqual([{ WORD: 'changed' }])

    writeFileSync(secrets, Array.from({ length: 21 }, (_, i) => `N${i}=x`).join('\n'))
    await server.printed(/\.env: must name at most 20 secrets/)
    expect(await claim()).toBe('four changed')
    await server.stop()
    writeFileSync(secrets, 'WORD=changed')

    const again = await startLocal(dataDir)
    expect(decodeToken(await demoExchange(again)).payload['https://foo.com/v']).toBe('four changed')
    await again.stop()
  })
})

function secretRows(dataDir: string) {
  const database = new DatabaseSync(join(dataDir, 'tenant.db'), { readOnly: true })
  const rows = database.prepare('SELECT value FROM secrets').all()
  database.close()
  return rows
}
