import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { HookCapacityError } from '../../../functions/core/errors.ts'
import { draftOf } from '../../contract/draft-runner.contract.ts'
import { buildHookEvent } from '../../hooks/support/build-hook-event.ts'
import { hookOf } from '../../hooks/support/open-hook.ts'
import { hookProcesses, until } from '../../support/hook-processes.ts'
import { managementClient } from '../../support/management-client.ts'
import { openLocalDrafts } from '../../support/open-local-drafts.ts'
import { startLocal } from '../../support/start-local.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const NEVER = draftOf(hookOf(''))
const EVENT = buildHookEvent({ timeoutMs: 10_000 })

async function open() {
  const drafts = await openLocalDrafts()
  onTestFinished(() => drafts.close())
  return drafts
}

describe.runIf(process.platform === 'linux')('the processes and folders of drafts', () => {
  it('are four at most; one more is refused, until one is done', async () => {
    const { runner, remains } = await open()
    const quick = draftOf(hookOf('cb(null, 1)'))
    const slow = draftOf(hookOf('setTimeout(cb, 700)'))
    const running = [1, 2, 3, 4].map(() => runner.run(slow, EVENT))
    await expect(runner.run(quick, EVENT)).rejects.toBeInstanceOf(HookCapacityError)
    expect((await Promise.all(running)).map(({ kind }) => kind)).toEqual(Array(4).fill('result'))
    expect(await runner.run(quick, EVENT)).toMatchObject({ kind: 'result', result: 1 })
    expect(await remains()).toEqual([])
  })

  it('are gone when the server stops, and no more come', async () => {
    const { runner, remains } = await open()
    const running = [runner.run(NEVER, EVENT), runner.run(NEVER, EVENT)]
    const ended = Promise.allSettled(running)
    await until('two folders and two processes', async () => (await remains()).length === 4)
    await runner.close()
    expect(await remains()).toEqual([])
    for (const draft of await ended) {
      if (draft.status === 'rejected') expect(draft.reason).toBeInstanceOf(HookCapacityError)
      else expect(draft.value).toMatchObject({ kind: 'failed', cause: 'exited' })
    }
    await expect(runner.run(NEVER, EVENT)).rejects.toBeInstanceOf(HookCapacityError)
  })

  it('end at once when the server stops while a draft is being written', async () => {
    const { runner, remains } = await open()
    const draft = runner.run(NEVER, EVENT).catch((error: unknown) => error)
    await runner.close()
    expect(await draft).toBeInstanceOf(HookCapacityError)
    expect(await remains()).toEqual([])
  })

  it('are their owner’s alone', async () => {
    const { runner, folder, remains } = await open()
    const draft = runner.run(NEVER, buildHookEvent({ timeoutMs: 700 }))
    await until('the process', async () => (await remains()).length === 2)
    const [own = ''] = await remains()
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    expect(statSync(join(folder, own)).mode & 0o777).toBe(0o700)
    expect(statSync(join(folder, own, 'hook.cjs')).mode & 0o777).toBe(0o600)
    await draft
  })

  it('leaves no process when the server is killed, and no folder when it starts again', async () => {
    const data = await temporaryFolder()
    onTestFinished(() => data.remove())
    const folder = join(data.path, 'drafts')
    const killed = await startLocal(data.path)
    onTestFinished(async () => {
      await killed.stop('SIGKILL')
    })
    const api = await managementClient(killed)
    const answer = api.post('/hooks/test', { script: hookOf('for (;;);') }).catch(() => 'cut off')
    await until('a process', () => hookProcesses(folder).length === 1)
    await killed.stop('SIGKILL')
    expect(await answer).toBe('cut off')
    await until('no process', () => hookProcesses(folder).length === 0)
    expect(readdirSync(folder)).toHaveLength(1)
    const started = await startLocal(data.path)
    onTestFinished(async () => {
      await started.stop()
    })
    expect(existsSync(folder)).toBe(false)
  })
})

it('removes at its start what a killed server left', async () => {
  const { folder, open: openAgain } = await open()
  mkdirSync(join(folder, 'left', 'over'), { recursive: true })
  writeFileSync(join(folder, 'left', 'over', 'hook.cjs'), 'x')
  openAgain()
  expect(existsSync(folder)).toBe(false)
})

it.each(['../x.cjs', '/x.cjs', 'index.mjs'])(
  'refuses a file of the name %j and leaves nothing',
  async (path) => {
    const { runner, remains } = await open()
    const draft = draftOf(hookOf('cb()'))
    draft.files.set(path, Buffer.from('x'))
    await expect(runner.run(draft, EVENT)).rejects.toThrow(TypeError)
    expect(await remains()).toEqual([])
  },
)

it('kills a process group at the deadline, whatever the draft does', async () => {
  const { runner, remains } = await open()
  const stubborn = draftOf(hookOf("process.on('SIGTERM', () => {}); for (;;);"))
  const outcome = await runner.run(stubborn, buildHookEvent({ timeoutMs: 100 }))
  expect(outcome).toMatchObject({ kind: 'failed', cause: 'killed-at-deadline' })
  expect(await remains()).toEqual([])
})

it('lets a draft read its own folder only, and gives it no environment', async () => {
  const { runner } = await open()
  process.env.DRAFT_TEST_SECRET = 'not for drafts'
  onTestFinished(() => {
    delete process.env.DRAFT_TEST_SECRET
  })
  const body = `const fs = require('fs')
    const tried = (read) => { try { read(); return 'read' } catch (error) { return error.code } }
    cb(null, [
      tried(() => fs.readFileSync(__dirname + '/hook.cjs')),
      tried(() => fs.readdirSync(__dirname + '/..')),
      tried(() => fs.writeFileSync(__dirname + '/x', 'x')),
      tried(() => require('child_process').spawnSync('true')),
      Object.keys(process.env),
    ])`
  const denied = 'ERR_ACCESS_DENIED'
  const outcome = await runner.run(draftOf(hookOf(body)), EVENT)
  expect(outcome).toMatchObject({ result: ['read', denied, denied, denied, []] })
})
