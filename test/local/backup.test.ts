import { execFile } from 'node:child_process'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { managementClient } from '../support/management-client.ts'
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

const backup = (...args: string[]) =>
  run(process.execPath, ['local/backup.ts', ...args], { cwd: ROOT }).then(
    ({ stdout }) => ({ code: 0, stdout, stderr: '' }),
    (error) => error as { code: number; stdout: string; stderr: string },
  )

it('copies a running tenant that starts again as it was at that moment', async () => {
  const dataDir = join(folder.path, 'data')
  const target = join(folder.path, 'copy')
  const server = await startLocal(dataDir)
  const api = await managementClient(server)
  await api.post('/clients', { name: 'before' })
  const before = decodeToken(await demoExchange(server)).header.kid
  expect(await backup(target, '--data-dir', dataDir)).toMatchObject({ code: 0 })
  await api.post('/clients', { name: 'after' })
  await server.stop('SIGKILL')
  expect(statSync(target).mode & 0o777).toBe(0o700)

  const restored = await startLocal(target)
  const answer = await demoExchange(restored)
  expect(answer.body.scope).toBe('read:data extra')
  expect(decodeToken(answer).header.kid).toBe(before)
  expect(decodeToken(answer).payload.iss).toBe(server.url)
  const clients = (await restoredClients(restored)).map(({ name }) => name)
  expect(clients).toContain('before')
  expect(clients).not.toContain('after')
  await restored.stop()
})

async function restoredClients(server: Parameters<typeof managementClient>[0]) {
  const { body } = await (await managementClient(server)).get('/clients')
  return body as { name: string }[]
}

it('never writes over a folder, and says when there is no tenant', async () => {
  const taken = await backup(folder.path, '--data-dir', join(folder.path, 'data'))
  expect(taken).toMatchObject({ code: 1, stderr: expect.stringContaining('exists already') })
  const nothing = await backup(join(folder.path, 'x'), '--data-dir', join(folder.path, 'nowhere'))
  expect(nothing).toMatchObject({ code: 1, stderr: expect.stringContaining('no tenant') })
  expect(await backup()).toMatchObject({ code: 2 })
})
