import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { bundleHookRuntime } from '../../build/hook-runtime.ts'

it('bundles the hook runtime into one module, the same every time', async () => {
  const [one, two] = [await bundleHookRuntime(), await bundleHookRuntime()]
  expect(one).toEqual(two)
  expect(one.sha).toBe(createHash('sha256').update(one.code).digest('hex'))
  const code = Buffer.from(one.code).toString()
  expect(code).toMatch(/^export \{/m)
  expect(code).not.toContain('sourceMappingURL')
  expect(
    [...code.matchAll(/^import .* from "(.*)"/gm)].every(([, from]) => from?.startsWith('node:')),
  ).toBe(true)
})
