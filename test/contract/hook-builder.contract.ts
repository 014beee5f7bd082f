import { describe, expect, it } from 'vitest'
import { HookBuildError } from '../../functions/core/errors.ts'
import type { HookBuilder } from '../../functions/core/ports.ts'
import { HOOK_LIMITS } from '../../hooks/runtime/contract.ts'

const SLOPPY = [
  ['a hook', 'module.exports = function (client, scope, audience, context, cb) { cb() }'],
  ['a return at the top', 'module.exports = () => {}\nreturn'],
  ['with', 'with (exports) { a = 1 }'],
  ['octal literals', 'var mode = 0755; var text = "\\07"'],
  ['arguments.callee', 'exports.a = function () { return arguments.callee }'],
  ['undeclared variables and delete of a name', 'total = 1; var x; delete x'],
  ['a first line for the shell', '#!/usr/bin/env node\nmodule.exports = 1'],
  ['a byte order mark', '\uFEFFmodule.exports = 1'],
  ['names that only a module reserves', 'var await = 1, yield = 2, let = 3'],
  ['nothing', ''],
]

const MODULES = [
  ['import', 'import { createHash } from "node:crypto"\nexport default () => createHash'],
  ['export', 'export default function hook(client, scope, audience, context, cb) { cb() }'],
  ['await at the top', 'const a = await 1\nexport { a }'],
  ['await as an argument at the top', 'console.log(await 1)'],
  ['import.meta', 'export const here = import.meta.url'],
  [
    'a package that does not exist',
    'import missing from "missing-package"; export default missing',
  ],
]

const FAULTS: [string, string, number, number][] = [
  ['on the first line', 'var a b', 1, 7],
  ['on a later line, behind a tab', 'var a = {\n\tb: 1\n\tc: 2\n}', 3, 2],
  ['after letters outside of ASCII', 'var é = "漢字"; a b', 1, 17],
  ['after Windows line ends', 'var a\r\nvar b c\r\n', 2, 7],
  ['at the end', 'module.exports = () => {\n', 2, 1],
  ['in a module', 'import fs from "node:fs"\n\nexport default { a b }', 3, 20],
  ['of strict mode in a module', 'export const a = 1\nwith (a) {}', 2, 1],
  ['behind a first line for the shell', '#!/usr/bin/env node\na b', 2, 3],
  ['that tries to close a wrapper', '}); process.exit(1); (function () {', 1, 1],
]

/** What every `HookBuilder` does, run on each adapter. */
export function describeHookBuilder(name: string, builder: HookBuilder): void {
  const build = (script: string) => builder.build({ script, dependencies: {} })

  describe(`HookBuilder: ${name}`, () => {
    it.each(SLOPPY)('keeps a script byte for byte as sloppy CommonJS: %s', async (_, script) => {
      const { files, warnings } = await build(script)
      expect([...files.keys()]).toEqual(['hook.cjs'])
      expect(files.get('hook.cjs')).toEqual(Buffer.from(script))
      expect(warnings).toEqual([])
    })

    it.each(MODULES)('keeps what only parses as an ES module as one: %s', async (_, script) => {
      const { files } = await build(script)
      expect([...files.keys()]).toEqual(['hook.mjs'])
      expect(files.get('hook.mjs')).toEqual(Buffer.from(script))
    })

    it.each(FAULTS)('tells where a syntax error is: %s', async (_, script, line, column) => {
      const error = await build(script).catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(HookBuildError)
      expect(error).toMatchObject({
        line,
        column,
        message: expect.stringMatching(/^SyntaxError: /),
      })
    })

    it('never runs a script', async () => {
      const touch = 'globalThis.hookmintScriptRan = true; process.exit(9)'
      await build(touch)
      await build(`${touch}\nexport {}`)
      await build(`${touch}\nawait 1`)
      await expect(build(`${touch}\na b`)).rejects.toBeInstanceOf(HookBuildError)
      expect(globalThis).not.toHaveProperty('hookmintScriptRan')
    })

    it('gives the same sha for the same script, and another for another', async () => {
      const first = await build('module.exports = 1')
      expect(first.codeSha).toMatch(/^[0-9a-f]{64}$/)
      expect((await build('module.exports = 1')).codeSha).toBe(first.codeSha)
      expect((await build('module.exports = 2')).codeSha).not.toBe(first.codeSha)
      expect((await build('module.exports = 1\n')).codeSha).not.toBe(first.codeSha)
    })

    it('takes a script of 100 KB and refuses a larger one', async () => {
      const filled = (bytes: number) => `//${'é'.repeat((bytes - 2) / 2)}`
      const { files } = await build(filled(HOOK_LIMITS.scriptBytes))
      expect(files.get('hook.cjs')?.byteLength).toBe(HOOK_LIMITS.scriptBytes)
      await expect(build(filled(HOOK_LIMITS.scriptBytes + 2))).rejects.toThrow(
        /102402 bytes; at most 102400/,
      )
    })
  })
}
