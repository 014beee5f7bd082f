import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startLocal } from '../support/start-local.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { decodeToken, demoExchange } from '../support/token-client.ts'

const run = promisify(execFile)
const ROOT = fileURLToPath(new URL('../..', import.meta.url))

let folder: Awaited<ReturnType<typeof temporaryFolder>>
beforeAll(async () => {
  folder = await temporaryFolder()
})
afterAll(() => folder.remove())

describe('arguments', () => {
  const start = (...args: string[]) =>
    run(process.execPath, ['local/start.ts', ...args], { cwd: ROOT }).then(
      ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
      (error) => error as { code: number; stdout: string; stderr: string },
    )

  it('--help shows examples', async () => {
    const { code, stdout } = await start('--help')
    expect(code).toBe(0)
    expect(stdout).toContain('npm start -- --hook my-hook.js --watch')
  })

  it('names everything that is wrong at once and ends with 2', async () => {
    const { code, stderr } = await start(
      ...['--port', 'x', '--watch', '--issuer', 'nowhere', '--registry', 'npm'],
    )
    expect(code).toBe(2)
    expect(stderr).toMatch(
      /--port must be[\s\S]*--watch needs --hook[\s\S]*--issuer must be[\s\S]*--registry must be/,
    )
    expect((await start('--prot', '1')).code).toBe(2)
  })

  it('refuses a data folder that another server uses, and a port that is taken', async () => {
    const dataDir = join(folder.path, 'taken')
    const server = await startLocal(dataDir)
    const second = await start('--port', '0', '--data-dir', dataDir)
    expect(second).toMatchObject({ code: 1 })
    expect(second.stderr).toContain('Another server uses the data folder')
    const { port } = new URL(server.url)
    const third = await start('--port', port, '--data-dir', join(folder.path, 'other'))
    expect(third).toMatchObject({ code: 1 })
    expect(third.stderr).toContain('Choose another port')
    await server.stop()
  })

  it('says which file of a hook does not exist', async () => {
    const dataDir = join(folder.path, 'nofile')
    const { code, stderr } = await start('--port', '0', '--data-dir', dataDir, '--hook', 'no.js')
    expect(code).toBe(1)
    expect(stderr).toContain('no.js')
  })

  it('keeps the stored issuer until it is told another', async () => {
    const dataDir = join(folder.path, 'issuer')
    const first = await startLocal(dataDir)
    await first.stop()
    const second = await startLocal(dataDir)
    expect(second.stderr()).toContain(`issuer ${first.url}, as stored`)
    expect(decodeToken(await demoExchange(second)).payload.iss).toBe(first.url)
    await second.stop()
    const third = await startLocal(dataDir, ['--issuer', 'https://tokens.example.com/'])
    expect(decodeToken(await demoExchange(third)).payload.iss).toBe('https://tokens.example.com/')
    await third.stop()
  })
})
