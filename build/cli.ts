import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build, type Metafile } from 'esbuild'
import { collectLicences } from './collect-licences.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const OUT = 'dist/npm'
/** A native program, which npm chooses for the machine it installs on. */
const NOT_BUNDLED = 'esbuild'
/** Some of what is bundled is CommonJS that requires Node's own modules. */
const REQUIRE = `import { createRequire as __createRequire } from 'node:module';const require = __createRequire(import.meta.url);`

/**
 * Writes the command line as an npm package of JavaScript into `dist/npm`: one chunk for each command,
 * so that none loads what only others need.
 */
async function buildCli(): Promise<void> {
  process.chdir(ROOT)
  await rm(OUT, { recursive: true, force: true })
  await mkdir(OUT, { recursive: true })
  const { metafile } = await build({
    entryPoints: ['cli/hookmint.mjs'],
    outdir: `${OUT}/cli`,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22.18',
    // Whose exports have names, also when they are imported on demand.
    mainFields: ['module', 'main'],
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    external: [NOT_BUNDLED],
    banner: { js: REQUIRE },
    metafile: true,
    logLevel: 'warning',
  })
  await cp('hooks/templates', `${OUT}/hooks/templates`, { recursive: true })
  await cp('LICENSE', `${OUT}/LICENSE`)
  await writeFile(`${OUT}/THIRD-PARTY-LICENSES`, await collectLicences(metafile))
  await writeFile(`${OUT}/README.md`, README)
  await writeFile(`${OUT}/package.json`, `${JSON.stringify(await packageJson(), null, 2)}\n`)
  console.log(`${OUT}: ${describeSize(metafile)}`)
}

const README = `# hookmint

The command line of Hookmint: manages a tenant's hooks, applications, APIs,
grants and keys over its Management API. Needs Node 22.18 or newer.

    npx hookmint init https://tokens.example.com/ --client-id CLIENT_ID
    npx hookmint --help

The server (\`hookmint start\`) runs from a clone of the repository.
`

async function packageJson() {
  const { name, version, description, license, dependencies } = JSON.parse(
    await readFile('package.json', 'utf8'),
  )
  return {
    name,
    version,
    description,
    license,
    type: 'module',
    bin: { hookmint: 'cli/hookmint.mjs' },
    engines: { node: '>=22.18' },
    dependencies: { [NOT_BUNDLED]: dependencies[NOT_BUNDLED] },
  }
}

function describeSize({ outputs }: Metafile): string {
  const files = Object.values(outputs)
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
  return `${files.length} files, ${Math.round(bytes / 1024)} KB`
}

await buildCli()
