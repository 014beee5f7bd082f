import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hashFiles } from '../../functions/build-hook/hash-files.ts'
import { HookVersionGone } from '../../functions/core/errors.ts'
import type { BuiltHook } from '../../functions/core/ports/hook-builder.ts'
import type { HookDeployer } from '../../functions/core/ports/hook-deployer.ts'
import type { HookRunner } from '../../functions/core/ports/hook-runner.ts'
import { buildHookEvent } from '../hooks/support/build-hook-event.ts'

const SAYS = (word: string) =>
  `module.exports = function (client, scope, audience, context, cb) { cb(null, ${JSON.stringify(word)}) }`

/** What every `HookDeployer` does, seen through its runner; run on each adapter. */
export function describeHookDeployer(
  name: string,
  open: () => Promise<{
    deployer: HookDeployer
    runner: HookRunner
    close: () => Promise<void>
  }>,
): void {
  describe(`HookDeployer: ${name}`, () => {
    let deployer: HookDeployer
    let runner: HookRunner
    let close: () => Promise<void>
    beforeAll(async () => {
      ;({ deployer, runner, close } = await open())
    })
    afterAll(() => close())

    it('makes a built hook run', async () => {
      const { versionArn, runtimeSha } = await deployer.deploy('runs', built(SAYS('hello')))
      expect(runtimeSha).toMatch(/^[0-9a-f]{64}$/)
      expect(await resultOf(versionArn)).toBe('hello')
    })

    it('puts files into folders beside the script', async () => {
      const hook = built('module.exports = (c, s, a, x, cb) => cb(null, require("./a/b/c.cjs"))')
      hook.files.set('a/b/c.cjs', Buffer.from('module.exports = "from c"'))
      const { versionArn } = await deployer.deploy('folders', hook)
      expect(await resultOf(versionArn)).toBe('from c')
    })

    it('gives the same version for the same files, also at the same time', async () => {
      const deploy = () => deployer.deploy('same', built(SAYS('same')))
      const [first, ...others] = [...(await Promise.all([deploy(), deploy()])), await deploy()]
      for (const other of others) expect(other).toEqual(first)
    })

    it('keeps the earlier version of a hook when a new one is deployed', async () => {
      const first = await deployer.deploy('changes', built(SAYS('first')))
      const second = await deployer.deploy('changes', built(SAYS('second')))
      expect(second.versionArn).not.toBe(first.versionArn)
      expect(await resultOf(first.versionArn)).toBe('first')
      expect(await resultOf(second.versionArn)).toBe('second')
    })

    it('keeps the same files of two hooks apart', async () => {
      const one = await deployer.deploy('apart-one', built(SAYS('x')))
      const two = await deployer.deploy('apart-two', built(SAYS('x')))
      expect(one.versionArn).not.toBe(two.versionArn)
    })

    it('removes every version of a hook, and nothing more, as often as asked', async () => {
      const gone = await deployer.deploy('gone', built(SAYS('gone')))
      const kept = await deployer.deploy('gone-not', built(SAYS('kept')))
      expect(await resultOf(gone.versionArn)).toBe('gone')
      await deployer.remove('gone')
      await deployer.remove('gone')
      await deployer.remove('never-there')
      await expect(resultOf(gone.versionArn)).rejects.toBeInstanceOf(HookVersionGone)
      expect(await resultOf(kept.versionArn)).toBe('kept')
    })

    it('deploys again what was removed', async () => {
      await deployer.deploy('back', built(SAYS('back')))
      await deployer.remove('back')
      const { versionArn } = await deployer.deploy('back', built(SAYS('back')))
      expect(await resultOf(versionArn)).toBe('back')
    })

    it('keeps only the versions that it is told, as often as asked', async () => {
      const old = await deployer.deploy('few', built(SAYS('old')))
      const kept = await deployer.deploy('few', built(SAYS('kept')))
      const other = await deployer.deploy('few-not', built(SAYS('other')))
      expect(await resultOf(old.versionArn)).toBe('old')
      await deployer.keepOnly('few', [kept.versionArn])
      await deployer.keepOnly('few', [kept.versionArn, 'few/never-there'])
      await deployer.keepOnly('never-there', [])
      await expect(resultOf(old.versionArn)).rejects.toBeInstanceOf(HookVersionGone)
      expect(await resultOf(kept.versionArn)).toBe('kept')
      expect(await resultOf(other.versionArn)).toBe('other')
      const { versionArn } = await deployer.deploy('few', built(SAYS('old')))
      expect(await resultOf(versionArn)).toBe('old')
      expect(await resultOf(kept.versionArn)).toBe('kept')
    })

    it('knows which versions are there', async () => {
      const first = await deployer.deploy('there', built(SAYS('first')))
      const second = await deployer.deploy('there', built(SAYS('second')))
      await deployer.keepOnly('there', [second.versionArn])
      expect(await deployer.isDeployed(first)).toBe(false)
      expect(await deployer.isDeployed(second)).toBe(true)
      for (const versionArn of ['', 'never-there', '../there']) {
        expect(await deployer.isDeployed({ versionArn })).toBe(false)
      }
      expect(await deployer.isLost('there')).toBe(false)
    })

    it('runs a version that goes at that moment, or says that it is gone', async () => {
      for (let round = 1; round <= 5; round++) {
        const { versionArn } = await deployer.deploy('going', built(SAYS(`round ${round}`)))
        const running = resultOf(versionArn).catch((error) => error)
        await new Promise((resolve) => setTimeout(resolve, round * 12))
        await deployer.keepOnly('going', [])
        const ended = await running
        if (ended !== `round ${round}`) expect(ended).toBeInstanceOf(HookVersionGone)
      }
    })

    it('names the runtime that it deploys with', async () => {
      const { runtimeSha } = await deployer.deploy('named', built(SAYS('x')))
      expect(deployer.runtimeSha).toBe(runtimeSha)
    })

    it.each(['', '.', '..', '../up', '/etc', 'a/b', 'a\\b', 'a\0b', 'x'.repeat(65), 'é'])(
      'refuses the hook id %j',
      async (id) => {
        await expect(deployer.deploy(id, built(SAYS('x')))).rejects.toThrow(TypeError)
        await expect(deployer.remove(id)).rejects.toThrow(TypeError)
        await expect(deployer.keepOnly(id, [])).rejects.toThrow(TypeError)
      },
    )

    it.each(['../x', '/x', 'a/../../x', 'a//x', './x', 'a/..', 'a\\x', 'a\0x', '', 'index.mjs'])(
      'refuses a file of the name %j',
      async (path) => {
        const hook = built(SAYS('x'))
        hook.files.set(path, Buffer.from('x'))
        await expect(deployer.deploy('paths', hook)).rejects.toThrow(TypeError)
      },
    )

    async function resultOf(versionArn: string): Promise<unknown> {
      const outcome = await runner.run(versionArn, buildHookEvent())
      return outcome.kind === 'result' ? outcome.result : outcome
    }
  })
}

function built(script: string): BuiltHook {
  const files = new Map<string, Uint8Array>([['hook.cjs', Buffer.from(script)]])
  return { files, codeSha: hashFiles(files), packages: [], bareClaims: [], warnings: [] }
}
