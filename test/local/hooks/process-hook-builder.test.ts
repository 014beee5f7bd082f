import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile, readlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { HookBuildError } from '../../../functions/core/errors.ts'
import type { BuiltHook } from '../../../functions/core/ports/hook-builder.ts'
import { createProcessHookBuilder } from '../../../local/hooks/process-hook-builder.ts'
import { buildHookEvent } from '../../hooks/support/build-hook-event.ts'
import { hookOf, resultOf } from '../../hooks/support/open-hook.ts'
import { type NpmRegistry, serveNpmRegistry } from '../../support/npm-registry.ts'
import { type LocalHooks, openLocalHooks } from '../../support/open-local-hooks.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const MARKER = 'marker-outside-of-all-packages'

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

describe('nothing outside of the packages is read', () => {
  let outside: Awaited<ReturnType<typeof temporaryFolder>>
  let up: string

  beforeEach(async () => {
    outside = await temporaryFolder()
    await writeFile(join(outside.path, 'secret.json'), JSON.stringify(MARKER))
    await writeFile(join(outside.path, 'secret.js'), `module.exports = ${JSON.stringify(MARKER)}`)
    up = `../../../${basename(outside.path)}`
  })
  afterEach(() => outside.remove())

  const REFUSED: [string, (up: string, absolute: string) => Record<string, string>][] = [
    ['the environment', () => ({ 'index.js': 'require("/proc/self/environ")' })],
    ['JSON by its path', (_, path) => ({ 'index.js': `require("${path}/secret.json")` })],
    ['JSON further up', (up) => ({ 'index.js': `require("${up}/secret.json")` })],
    ['a script further up', (up) => ({ 'index.js': `require("${up}/secret")` })],
    ['an import', (up) => ({ 'index.js': `import a from "${up}/secret.js"; export default a` })],
    [
      'an import as text',
      (up) => ({
        'index.js': `import a from "${up}/secret.js" with { type: "text" }; export default a`,
      }),
    ],
    ['a pattern', (up) => ({ 'index.js': `module.exports = (name) => require("${up}/" + name)` })],
    ['its own lock', () => ({ 'index.js': 'require("../../package-lock.json")' })],
    [
      'a nested main',
      (up) => ({
        'index.js': 'require("./in")',
        'in/package.json': `{"main":"../${up}/secret.json"}`,
      }),
    ],
  ]
  it.each(REFUSED)('%s is refused', async (_, filesOf) => {
    const files = filesOf(up, outside.path)
    registry.publish('reader', '1.0.0', { files })
    await expect(build('require("reader")')).rejects.toThrow(/outside of all packages/)
  })

  it('a main, an exports or a browser entry that leads out is of no use', async () => {
    const secret = `${up}/secret.js`
    for (const manifest of [
      { main: secret },
      { exports: secret },
      { exports: { '.': `./${secret}` } },
      { browser: { './index.js': secret } },
      { imports: { '#a': `./${secret}` } },
    ]) {
      registry.publish('entry', '1.0.0', {
        manifest,
        files: { 'index.js': 'try { require("#a") } catch {}' },
      })
      const text = await build('require("entry")').then(textOf, (error: Error) => error.message)
      expect(text).toMatch(/no module|entry/)
      expect(text).not.toContain(MARKER)
    }
  })

  it('links and configuration of tools lead nowhere', async () => {
    const files = {
      'index.js': 'try { require("./link.json"); require("./folder/secret.json") } catch {}',
      'link.json': { link: join(outside.path, 'secret.json') },
      folder: { link: outside.path },
      'tsconfig.json': JSON.stringify({ extends: join(outside.path, 'secret.json') }),
      '.npmrc': 'script-shell=/bin/false',
    }
    registry.publish('linked', '1.0.0', { files })
    expect(textOf(await build('require("linked")'))).not.toContain(MARKER)
  })
})

describe('a build', () => {
  it('says that the registry cannot be reached', async () => {
    const builder = createProcessHookBuilder({ registry: 'http://127.0.0.1:1/' })
    const refused = builder.build({ script: 'require("a")', dependencies: {} })
    await expect(refused).rejects.toThrow(/registry could not be reached \(ECONNREFUSED\)/)
  })

  it('says which packages are too large before it bundles them', async () => {
    const block = randomBytes(1024)
    const data = Buffer.alloc(31 * 1024 * 1024, block)
    registry.publish('huge', '1.0.0', { files: { 'data.bin': data } })
    registry.publish('holder', '1.0.0', { manifest: { dependencies: { huge: '1.0.0' } } })
    await expect(build('require("holder")')).rejects.toThrow(
      /more than 30 MB unpacked.*huge@1\.0\.0 31 MB/,
    )
  })

  it('fetches no packages that the registry says are too large', async () => {
    registry.publish('vast', '1.0.0', { unpackedSize: 40 * 1024 * 1024 })
    registry.requests.length = 0
    await expect(build('require("vast")')).rejects.toThrow(/vast@1\.0\.0 40 MB/)
    expect(registry.requests).toEqual(['vast'])
  })

  it('refuses a package that unpacks without end', async () => {
    const files = { 'data.bin': Buffer.alloc(64 * 1024 * 1024) }
    registry.publish('bomb', '1.0.0', { files })
    await expect(build('require("bomb")')).rejects.toThrow(/unpacks to far more/)
  })

  it('says which bundles are too large', async () => {
    const data = JSON.stringify(
      Array.from({ length: 75 }, () => randomBytes(60_000).toString('base64')),
    )
    registry.publish('dense', '1.0.0', {
      files: { 'index.js': 'module.exports = require("./data.json")', 'data.json': data },
    })
    await expect(build('require("dense")')).rejects.toThrow(
      /more than 4 MB packed.*node_modules\/dense\/index\.cjs/,
    )
  })

  it('ends at its deadline, had no environment, and leaves nothing', async () => {
    const own = await temporaryFolder()
    vi.stubEnv('TMPDIR', own.path)
    vi.stubEnv('HOOKMINT_TEST_SECRET', MARKER)
    const silent = await serveNpmRegistry()
    const asked = Promise.withResolvers<void>()
    silent.answerWith(() => asked.resolve())
    try {
      const builder = createProcessHookBuilder({ registry: silent.url, timeoutMs: 6_000 })
      const outcome = builder
        .build({ script: 'require("a")', dependencies: {} })
        .catch((error: unknown) => error)
      await asked.promise
      const [folder = ''] = await readdir(own.path)
      const processes = await processesIn(join(own.path, folder))
      expect(processes).toHaveLength(1)
      expect(processes[0]?.environment).not.toContain(MARKER)
      expect(processes[0]?.environment.match(/^[A-Z_]+(?==)/gm)).toEqual([
        expect.stringMatching(/^NODE_CHANNEL_/),
        expect.stringMatching(/^NODE_CHANNEL_/),
      ])
      expect(await outcome).toMatchObject({
        name: 'HookBuildError',
        message: expect.stringContaining('not built within 6 s'),
      })
      expect(await readdir(own.path)).toEqual([])
      expect(await processesIn(join(own.path, folder))).toEqual([])
    } finally {
      vi.unstubAllEnvs()
      await silent.close()
      await own.remove()
    }
  })
})

/** The processes that work in a folder, with their environment, one variable a line. */
async function processesIn(folder: string): Promise<{ environment: string }[]> {
  const found = []
  for (const pid of await readdir('/proc')) {
    const cwd = await readlink(`/proc/${pid}/cwd`).catch(() => '')
    if (!cwd.startsWith(folder)) continue
    const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '')
    found.push({ environment: environment.replaceAll('\0', '\n') })
  }
  return found
}
