import type { Metafile } from 'esbuild'
import { describe, expect, it } from 'vitest'
import { checkFirstView } from '../../build/check-first-view.ts'
import { buildDashboard } from '../../build/dashboard.ts'

const built = await buildDashboard()

describe('the dashboard', () => {
  it('is the same for the same sources', async () => {
    const again = await buildDashboard()
    expect([...again.entries()]).toEqual([...built.entries()])
  })

  it('has a page that names its files by their hashes, and nothing inline', () => {
    const page = built.get('index.html')?.text ?? ''
    const named = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path = '']) => path)
    expect(named).toHaveLength(3)
    for (const path of named) expect(built.has(path.replace('/dashboard/', ''))).toBe(true)
    expect(page).not.toMatch(/<style|style=|<script[^>]*>[^<]/)
  })

  it('is small since nothing of the server’s validation is in it', () => {
    const texts = [...built.values()].map(({ text }) => text).join('\n')
    expect(texts).not.toContain('must not have control characters')
    expect(texts).not.toContain('~standard')
  })
})

describe('the budget', () => {
  const output = (imports: { path: string; kind: string }[], entryPoint?: string) => ({
    imports,
    exports: [],
    inputs: {},
    bytes: 1,
    ...(entryPoint !== undefined && { entryPoint }),
  })
  const outputs = {
    'main.js': output(
      [
        { path: 'shared.js', kind: 'import-statement' },
        { path: 'page.js', kind: 'dynamic-import' },
      ],
      'dashboard/main.tsx',
    ),
    'shared.js': output([]),
    'page.js': output([
      { path: 'shared.js', kind: 'import-statement' },
      { path: 'editor.js', kind: 'dynamic-import' },
    ]),
    'editor.js': output([]),
  }
  const check = (bytes: Record<string, number>) =>
    checkFirstView({ inputs: {}, outputs } as Metafile, (path) => bytes[path] ?? 0)

  it('counts what a first view loads at once, and not what comes later', () => {
    expect(() =>
      check({ 'main.js': 20_000, 'shared.js': 20_000, 'page.js': 20_000, 'editor.js': 500_000 }),
    ).not.toThrow()
  })

  it('fails the build of a page that needs too much', () => {
    expect(() => check({ 'main.js': 20_000, 'shared.js': 20_000, 'page.js': 30_000 })).toThrow(
      /first view of page.js needs 70000 bytes/,
    )
  })
})
