import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { HookBuildError } from '../../functions/core/errors.ts'
import type { HookBuilder } from '../../functions/core/ports/hook-builder.ts'
import { HOOK_LIMITS } from '../../hooks/runtime/contract.ts'
import { type NpmRegistry, serveNpmRegistry } from '../support/npm-registry.ts'

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
  ['a file that does not exist', 'import missing from "./missing.mjs"; export default missing'],
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

/** What every `HookBuilder` does, run on each adapter: `open` makes one over a registry's URL. */
export function describeHookBuilder(
  name: string,
  open: (registry: string) => HookBuilder | Promise<HookBuilder>,
): void {
  let registry: NpmRegistry
  let builder: HookBuilder
  const build = (script: string, dependencies: Record<string, string> = {}) =>
    builder.build({ script, dependencies })

  describe(`HookBuilder: ${name}`, () => {
    beforeAll(async () => {
      registry = await serveNpmRegistry()
      builder = await open(registry.url)
      registry.publish('left', '1.0.0')
      registry.publish('right', '2.1.0', { manifest: { dependencies: { left: '^1.0.0' } } })
    })
    afterAll(() => registry.close())

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

    it('checks a script alone: size and syntax, with the place of a fault', async () => {
      await builder.checkSyntax('require("left"); return')
      await builder.checkSyntax('export const a = await 1')
      await expect(builder.checkSyntax('var a\nvar b c')).rejects.toMatchObject({
        name: 'HookBuildError',
        line: 2,
        column: 7,
      })
      await expect(builder.checkSyntax(' '.repeat(HOOK_LIMITS.scriptBytes + 1))).rejects.toThrow(
        /102401 bytes; at most 102400/,
      )
    })

    it('lays what is required beside the script, and names what it took', async () => {
      const script = 'module.exports = require("right")'
      const built = await build(script, { right: '^2.0.0' })
      expect([...built.files.keys()].sort()).toEqual([
        'hook.cjs',
        'node_modules/right/index.cjs',
        'node_modules/right/package.json',
      ])
      expect(built.files.get('hook.cjs')).toEqual(Buffer.from(script))
      expect(built.packages).toEqual([
        { name: 'right', wanted: '^2.0.0', version: '2.1.0', source: 'declared' },
      ])
      expect(built.warnings).toEqual([])
      expect(Object.keys(JSON.parse(built.lock ?? '').packages)).toEqual([
        '',
        'node_modules/left',
        'node_modules/right',
      ])
      expect(built.lock).not.toContain(registry.url)
    })

    it('takes what nobody declared, and says how to declare it', async () => {
      const { packages, warnings } = await build('require("left")')
      expect(packages).toEqual([
        { name: 'left', wanted: 'latest', version: '1.0.0', source: 'latest' },
      ])
      expect(warnings).toEqual([
        'The script requires "left" without declaring it; version 1.0.0 was taken. Declare it: "left": "1.0.0"',
      ])
    })

    it('fetches nothing that the script does not require', async () => {
      registry.requests.length = 0
      const built = await build('require("node:fs"); require("fs"); require("./near")', {
        nowhere: '1.0.0',
      })
      expect(built).toMatchObject({ packages: [], warnings: [expect.stringContaining('nowhere')] })
      expect(built.lock).toBeUndefined()
      expect(registry.requests).toEqual([])
    })

    it('gives the packages of an earlier build with its lock, whatever was published since', async () => {
      registry.publish('moving', '1.0.0')
      const source = { script: 'module.exports = require("moving")', dependencies: {} }
      const first = await builder.build(source)
      registry.publish('moving', '1.1.0')
      const again = await builder.build({ ...source, lock: first.lock })
      expect(again).toEqual(first)
      const anew = await builder.build(source)
      expect(anew.packages).toMatchObject([{ version: '1.1.0' }])
      expect(anew.codeSha).not.toBe(first.codeSha)
    })

    it('names a package or version that there is not', async () => {
      await expect(build('require("nowhere")')).rejects.toThrow(/no package "nowhere"/)
      const missing = build('require("left")', { left: '9.9.9' })
      await expect(missing).rejects.toBeInstanceOf(HookBuildError)
      await expect(missing).rejects.toThrow(/no version 9\.9\.9 of left; latest is 1\.0\.0/)
    })

    it('takes 10 declared packages and refuses more', async () => {
      const declare = (count: number) =>
        Object.fromEntries(Array.from({ length: count }, (_, i) => [`package-${i}`, '1.0.0']))
      expect((await build('', declare(10))).warnings).toHaveLength(10)
      await expect(build('', declare(11))).rejects.toThrow(/declares 11 packages; at most 10/)
    })

    it('names the claims without a namespace that a script sets', async () => {
      const script = `module.exports = (client, scope, audience, context, done) => {
        const token = { scope, 'https://a.example/b': 1 }
        token.role = 'admin'
        done(null, token)
      }`
      expect((await build(script)).bareClaims).toEqual(['role'])
    })
  })
}
