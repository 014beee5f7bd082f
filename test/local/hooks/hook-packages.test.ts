import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { HookBuildError } from '../../../functions/core/errors.ts'
import type { BuiltHook } from '../../../functions/core/ports/hook-builder.ts'
import { createProcessHookBuilder } from '../../../local/hooks/process-hook-builder.ts'
import { buildHookEvent } from '../../hooks/support/build-hook-event.ts'
import { hookOf, resultOf } from '../../hooks/support/open-hook.ts'
import { type NpmRegistry, serveNpmRegistry } from '../../support/npm-registry.ts'
import { type LocalHooks, openLocalHooks } from '../../support/open-local-hooks.ts'

let registry: NpmRegistry
let hooks: LocalHooks

beforeAll(async () => {
  registry = await serveNpmRegistry()
  hooks = await openLocalHooks()
})
afterAll(async () => {
  await hooks.close()
  await registry.close()
})

function build(script: string, dependencies: Record<string, string> = {}): Promise<BuiltHook> {
  return createProcessHookBuilder({ registry: registry.url }).build({ script, dependencies })
}

/** What the hook answers in a process of its own. */
async function run(built: BuiltHook): Promise<unknown> {
  const { versionArn } = await hooks.deployer.deploy('hook', built)
  return resultOf(await hooks.runner.run(versionArn, buildHookEvent()))
}

function textOf(built: BuiltHook): string {
  return [...built.files.values()].map((content) => Buffer.from(content)).join('\n')
}

describe('a hook with packages', () => {
  it('has versions beside each other, scopes and files within packages', async () => {
    registry.publish('twice', '1.0.0')
    registry.publish('twice', '2.0.0')
    registry.publish('@scope/deep', '1.0.0', {
      files: { 'lib/a.js': 'module.exports = "deep"', 'index.js': 'module.exports = "index"' },
    })
    const built = await build(
      hookOf(`cb(null, { is: [require('twice'), require('twice@1.0.0'), require('@scope/deep/lib/a'),
        require('@scope/deep'), require('@scope/deep@1.0.0/lib/a.js'), require('@scope/deep/index')] })`),
    )
    expect(await run(built)).toEqual({
      is: ['twice 2.0.0', 'twice 1.0.0', 'deep', 'index', 'deep', 'index'],
    })
    expect(built.packages.map(({ name, version }) => `${name} ${version}`)).toEqual([
      '@scope/deep 1.0.0',
      '@scope/deep 1.0.0',
      'twice 2.0.0',
      'twice 1.0.0',
    ])
  })

  it('imports packages of both kinds', async () => {
    registry.publish('old-kind', '1.0.0', {
      files: {
        'index.js': 'for (const k of ["a", "b"]) exports[k] = k',
        'sub.js': 'exports.c = "c"',
      },
    })
    registry.publish('new-kind', '1.0.0', {
      manifest: { type: 'module', exports: { import: './index.js' } },
      files: { 'index.js': 'export default import.meta.url.slice(0, 8); export const d = "d"' },
    })
    const built = await build(`import old, { a } from 'old-kind'
      import * as all from 'old-kind'
      import { c } from 'old-kind/sub'
      import made, { d } from 'new-kind'
      export default (client, scope, audience, context, cb) =>
        cb(null, { is: [old.a, a, all.b, c, made, d] })`)
    expect(await run(built)).toEqual({ is: ['a', 'a', 'b', 'c', 'file:///', 'd'] })
    const script = hookOf(`import('new-kind').then(({ default: made, d }) =>
      cb(null, { is: [made, d, require('new-kind').d] }))`)
    expect(await run(await build(script))).toEqual({ is: ['file:///', 'd', 'd'] })
  })

  it('has one instance of a package that another one extends', async () => {
    registry.publish('base', '1.0.0', { files: { 'index.js': 'exports.extended = false' } })
    registry.publish('extension', '1.0.0', {
      manifest: { dependencies: { base: '1.0.0' } },
      files: { 'index.js': 'require("base").extended = true' },
    })
    const built = await build(
      hookOf('require("extension"); cb(null, { is: require("base").extended })'),
    )
    expect(await run(built)).toEqual({ is: true })
  })

  it('goes without what a package can do without', async () => {
    registry.publish('careful', '1.0.0', {
      manifest: { optionalDependencies: { absent: '1.0.0', compiled: '1.0.0' } },
      files: {
        'index.js': `const has = (load) => { try { load(); return 'there' } catch (e) { return e.code } }
          module.exports = [has(() => require('missing')), has(() => require('absent')),
            has(() => require('compiled')), has(() => require('./gone')), has(() => require('./notes.txt'))]`,
        'notes.txt': 'not a script',
      },
    })
    registry.publish('compiled', '1.0.0', {
      files: { 'index.js': 'require("./a.node")', 'a.node': 'x' },
    })
    const built = await build(hookOf('cb(null, { is: require("careful") })'))
    expect(await run(built)).toEqual({ is: Array(5).fill('MODULE_NOT_FOUND') })
  })

  it('is the same wherever it is built, and names no place', async () => {
    registry.publish('placed', '1.0.0', {
      files: {
        'index.js': 'require("./b"); module.exports = require("./a.json")',
        'a.json': '[1]',
        'b.js': '',
      },
    })
    const script = 'module.exports = require("placed")'
    const [first, second] = [await build(script), await build(script)]
    expect(second).toEqual(first)
    expect(textOf(first)).not.toMatch(/hookmint-build|\/tmp\//)
  })
})

describe('a package', () => {
  it('is refused before anything is fetched when it is declared to come from elsewhere', async () => {
    registry.requests.length = 0
    const refused = build('require("strange")', { strange: 'https://a.example/a.tgz' })
    await expect(refused).rejects.toBeInstanceOf(HookBuildError)
    await expect(refused).rejects.toThrow(/"strange" is wanted as/)
    expect(registry.requests).toEqual([])
  })

  it.each([
    ['git', 'git+https://git.example/a.git'],
    ['an address', 'https://a.example/a.tgz'],
    ['a file', 'file:../../../a.tgz'],
    ['a folder', 'file:../../..'],
  ])('is refused when it needs another one from %s', async (_, wanted) => {
    registry.publish('needy', '1.0.0', { manifest: { dependencies: { inner: wanted } } })
    await expect(build('require("needy")')).rejects.toThrow(/need inner@.*not in the registry/)
  })

  it('runs none of its install scripts', async () => {
    const proof = join(tmpdir(), `hookmint-test-ran-${process.pid}`)
    const scripts = Object.fromEntries(
      ['preinstall', 'install', 'postinstall', 'prepare'].map((name) => [name, `touch ${proof}`]),
    )
    registry.publish('eager', '1.0.0', { manifest: { scripts, hasInstallScript: true } })
    expect(await run(await build(hookOf('cb(null, { is: require("eager") })')))).toEqual({
      is: 'eager 1.0.0',
    })
    expect(existsSync(proof)).toBe(false)
  })

  it.each([
    ['a compiled file', { 'index.js': 'require("./build/a.node")', 'build/a.node': 'x' }, {}],
    ['what is to be compiled', { 'binding.gyp': '{}' }, {}],
    [
      'a loader of compiled code',
      { 'index.js': 'require("bindings")("a")' },
      { bindings: '1.0.0' },
    ],
  ])('with native code is refused by name: %s', async (_, files, dependencies) => {
    registry.publish('bindings', '1.0.0')
    registry.publish('native', '1.0.0', { files, manifest: { dependencies } })
    registry.publish('around', '1.0.0', {
      manifest: { dependencies: { native: '1.0.0' } },
      files: { 'index.js': 'require("native")' },
    })
    await expect(build('require("around")')).rejects.toThrow(/native 1\.0\.0 has native code/)
    await expect(build('require("native")')).rejects.toThrow(/native 1\.0\.0 has native code/)
  })

  it('has no module that it does not have', async () => {
    registry.publish('small', '1.0.0')
    await expect(build('require("small/other")')).rejects.toThrow(/small 1\.0\.0 .*"\.\/other"/)
  })

  it('that cannot be read is named, without a line of it', async () => {
    registry.publish('broken', '1.0.0', { files: { 'index.js': 'var secret = = 1' } })
    const refused = build('require("broken")')
    await expect(refused).rejects.toThrow(/broken 1\.0\.0 could not be bundled/)
    await expect(refused).rejects.not.toThrow(/secret/)
  })

  it('is refused when its content is not what was recorded', async () => {
    registry.publish('changed', '1.0.0')
    const source = { script: 'require("changed")', dependencies: {} }
    const builder = createProcessHookBuilder({ registry: registry.url })
    const { lock } = await builder.build(source)
    registry.publish('changed', '1.0.0', { files: { 'index.js': 'evil()' } })
    await expect(builder.build({ ...source, lock })).rejects.toThrow(/other content/)
  })
})
