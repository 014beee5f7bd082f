import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { extname, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build, stop } from 'esbuild'
import type { SiteFile, SiteFiles } from '../functions/site/site-files.ts'
import { checkFirstView } from './check-first-view.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const SCRIPT = 'dashboard/main.tsx'
const STYLES = 'dashboard/styles/main.css'
const ICON = 'dashboard/icon.svg'
const BROWSERS = ['chrome123', 'edge123', 'firefox121', 'safari17.5']

const CONTENT_TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/**
 * Bundles `dashboard` into the files that `site` serves. The same sources give the same files.
 * Throws when a first view needs more script than it may.
 */
export async function buildDashboard(): Promise<SiteFiles> {
  const starter = await readFile(`${ROOT}hooks/templates/credentials-exchange.js`, 'utf8')
  const { outputFiles, metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: [SCRIPT, STYLES, ICON],
    outdir: 'out',
    entryNames: 'assets/[name]-[hash]',
    chunkNames: 'assets/[name]-[hash]',
    loader: { '.svg': 'copy' },
    bundle: true,
    splitting: true,
    write: false,
    metafile: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: BROWSERS,
    jsx: 'automatic',
    jsxImportSource: 'preact',
    define: { STARTER_HOOK: JSON.stringify(starter) },
    charset: 'utf8',
    legalComments: 'none',
    tsconfigRaw: {},
    logLevel: 'silent',
  })
  // Its service process would live as long as ours.
  await stop()
  const files = new Map<string, SiteFile>()
  for (const { path, text } of outputFiles) {
    files.set(relative(`${ROOT}out`, path), siteFile(path, text, true))
  }
  checkFirstView(metafile, (path) => files.get(relative('out', path))?.gzip.length ?? 0)
  const page = (await readFile(`${ROOT}dashboard/index.html`, 'utf8')).replace(
    /\{(\w+\.\w+)\}/g,
    (_match, source: string) => `/dashboard/${outputOf(files, source)}`,
  )
  return files.set('index.html', siteFile('index.html', page, false))
}

function siteFile(path: string, text: string, isHashed: boolean): SiteFile {
  return {
    contentType: CONTENT_TYPES[extname(path)] ?? 'application/octet-stream',
    text,
    gzip: gzipSync(text, { level: 9 }),
    sha: createHash('sha256').update(text).digest('base64url'),
    isHashed,
  }
}

/** The hashed name of an entry: `main.css` is `assets/main-….css`. */
function outputOf(files: ReadonlyMap<string, SiteFile>, source: string): string {
  const [name, extension] = source.split('.')
  const found = [...files.keys()].find(
    (path) => path.startsWith(`assets/${name}-`) && path.endsWith(`.${extension}`),
  )
  if (found === undefined) throw new Error(`The build of the dashboard gave no ${source}`)
  return found
}
