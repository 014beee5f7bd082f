import { realpathSync } from 'node:fs'
import { Duplex } from 'node:stream'
import { expect, it, onTestFinished } from 'vitest'
import { versionFolder } from '../../../../local/hooks/hook-folders.ts'
import { encodeFrame } from '../../../../local/hooks/process/encode-frame.ts'
import { monotonicMs } from '../../../../local/hooks/process/monotonic-ms.ts'
import { spawnHookProcess } from '../../../../local/hooks/process/spawn-hook-process.ts'
import { buildHookEvent } from '../../../hooks/support/build-hook-event.ts'
import { hookOf } from '../../../hooks/support/open-hook.ts'
import { until } from '../../../support/hook-processes.ts'
import { openLocalHooks } from '../../../support/open-local-hooks.ts'

const IDS = ['one', 'two', 'three']

it('runs a batch in its order as long as events may start', async () => {
  const { hand, frames } = await spawn(hookOf('cb(null, 1)'))
  hand(monotonicMs() + 60_000)
  await until('three answers', () => frames().length === 3)
  expect(frames().map(({ id, outcome }) => [id, outcome?.result])).toEqual(IDS.map((id) => [id, 1]))
})

it('starts the first event of a batch at any time, and says that it drops the next', async () => {
  const { hand, frames } = await spawn(hookOf('cb(null, 1)'))
  hand(monotonicMs() - 1)
  await until('two answers', () => frames().length === 2)
  hand(monotonicMs() + 60_000)
  await until('all answers', () => frames().length === 5)
  expect(frames().slice(0, 2)).toEqual([
    { id: 'one', outcome: expect.objectContaining({ result: 1 }) },
    { id: 'two', dropped: true },
  ])
  expect(
    frames()
      .slice(2)
      .map(({ id }) => id),
  ).toEqual(IDS)
})

it('starts no event after an end that came while one before it ran', async () => {
  const { hand, frames } = await spawn(hookOf('setTimeout(cb, 200, null, 1)'))
  hand(monotonicMs() + 100)
  await until('two answers', () => frames().length === 2)
  expect(frames().map(({ id, dropped }) => [id, dropped])).toEqual([
    ['one', undefined],
    ['two', true],
  ])
})

interface Frame {
  id: string
  outcome?: { result?: unknown }
  dropped?: true
}

/** A hook process that has loaded a script, and the other end of its channel. */
async function spawn(script: string) {
  const hooks = await openLocalHooks()
  const versionArn = await hooks.deploy(script)
  const child = spawnHookProcess(realpathSync(versionFolder(hooks.dataDir, versionArn)))
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await hooks.close()
  })
  const channel = child.stdio[3]
  if (!(channel instanceof Duplex)) throw new Error('The process has no channel')
  const chunks: Buffer[] = []
  channel.on('data', (chunk: Buffer) => chunks.push(chunk))
  const texts = () => readFrames(Buffer.concat(chunks))
  await until('it is ready', () => texts()[0] === '{"ready":true}')
  return {
    frames: () =>
      texts()
        .slice(1)
        .map((text): Frame => JSON.parse(text)),
    hand(startBy: number) {
      const events = IDS.map((id) => ({ id, event: buildHookEvent() }))
      channel.write(encodeFrame(JSON.stringify({ startBy, events })))
    },
  }
}

function readFrames(bytes: Buffer): string[] {
  const texts: string[] = []
  for (let at = 0; at + 4 <= bytes.length; ) {
    const end = at + 4 + bytes.readUInt32LE(at)
    if (end > bytes.length) break
    texts.push(bytes.toString('utf8', at + 4, end))
    at = end
  }
  return texts
}
