import { randomBytes } from 'node:crypto'
import { readdir, readFile, readlink } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
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
