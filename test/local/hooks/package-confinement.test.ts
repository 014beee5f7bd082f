import { writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { BuiltHook } from '../../../functions/core/ports/hook-builder.ts'
import { createProcessHookBuilder } from '../../../local/hooks/process-hook-builder.ts'
import { type NpmRegistry, serveNpmRegistry } from '../../support/npm-registry.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const MARKER = 'marker-outside-of-all-packages'

let registry: NpmRegistry

beforeAll(async () => {
  registry = await serveNpmRegistry()
})
afterAll(() => registry.close())

function build(script: string, dependencies: Record<string, string> = {}): Promise<BuiltHook> {
  return createProcessHookBuilder({ registry: registry.url }).build({ script, dependencies })
}

function textOf(built: BuiltHook): string {
  return [...built.files.values()].map((content) => Buffer.from(content)).join('\n')
}

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
