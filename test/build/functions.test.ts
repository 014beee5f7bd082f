import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FUNCTION_BUNDLES } from '../../build/function-bundles.ts'
import { buildFunctions } from '../../build/functions.ts'

describe('the build of the functions', () => {
  let folder: string
  let sizes: Map<string, number>
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hookmint-functions-'))
    sizes = await buildFunctions({ outDir: folder, platform: 'installed' })
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('gives the same bytes again, in another folder', async () => {
    const again = await mkdtemp(join(tmpdir(), 'hookmint-again-'))
    try {
      await buildFunctions({ outDir: again, platform: 'installed' })
      expect(await contentsOf(again)).toEqual(await contentsOf(folder))
    } finally {
      await rm(again, { recursive: true, force: true })
    }
  })

  it('starts the token function with at most 250 KB of code', () => {
    expect(sizes.get('token')).toBeLessThanOrEqual(250_000)
  })

  it('keeps the clients of hooks out of what the token function starts with', async () => {
    const files = await contentsOf(join(folder, 'functions', 'token'))
    const [, index] = [...files].find(([name]) => name === 'index.mjs') ?? []
    expect(index).not.toContain('AWSSecretsManager')
    expect([...files.values()].join()).toContain('secretsmanager')
  })

  it('lays source maps outside of what is deployed', async () => {
    for (const name of Object.keys(FUNCTION_BUNDLES)) {
      const deployed = await contentsOf(join(folder, 'functions', name))
      expect([...deployed.keys()].filter((file) => file.endsWith('.map'))).toEqual([])
    }
    expect(await readdir(join(folder, 'maps', 'token'))).toContain('index.mjs.map')
  })

  it('names no folder of this machine', async () => {
    const files = await contentsOf(join(folder, 'functions'))
    for (const [name, text] of files) {
      if (name.endsWith('/bin/esbuild')) continue
      expect(text.includes(process.cwd()), name).toBe(false)
    }
  })

  it('lays the native program of esbuild beside the builder, executable', async () => {
    const modules = join(folder, 'functions', 'build-hook', 'node_modules', '@esbuild')
    const [platform = ''] = await readdir(modules)
    const { mode } = await stat(join(modules, platform, 'bin', 'esbuild'))
    expect(mode & 0o111).toBe(0o111)
  })
})

async function contentsOf(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
  const contents = new Map<string, string>()
  for (const file of files.sort()) {
    contents.set(file.slice(folder.length + 1), await readFile(file, 'latin1'))
  }
  return contents
}
