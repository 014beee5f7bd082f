import { build } from 'esbuild'
import { expect, it } from 'vitest'
import { startBytes } from '../../build/start-bytes.ts'

it('counts an entry with what it imports at once, not what it loads later', async () => {
  const sources: Record<string, string> = {
    '/entry.js': "import './now.js'; export const later = () => import('./later.js')",
    '/now.js': "console.log('now', import('./shared.js'))",
    '/later.js': "import './shared.js'; console.log('x'.repeat(5), 'y'.repeat(5), 'long enough')",
    '/shared.js': "console.log('shared')",
  }
  const { metafile } = await build({
    entryPoints: ['/entry.js'],
    outdir: '/out',
    bundle: true,
    splitting: true,
    format: 'esm',
    write: false,
    metafile: true,
    absWorkingDir: '/',
    plugins: [
      {
        name: 'in-memory',
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /.*/ }, ({ path }) => {
            return { path: path.replace(/^\./, ''), namespace: 'file' }
          })
          onLoad({ filter: /.*/ }, ({ path }) => ({ contents: sources[path] ?? '' }))
        },
      },
    ],
  })
  const whole = Object.values(metafile.outputs).reduce((sum, { bytes }) => sum + bytes, 0)
  const start = startBytes(metafile, 'entry.js')
  const [, later] = Object.entries(metafile.outputs).find(([path]) => path.includes('later')) ?? []
  expect(start).toBeLessThanOrEqual(whole - (later?.bytes ?? 0))
  expect(start).toBeGreaterThan(0)
})
