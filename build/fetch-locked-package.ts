import { execFile } from 'node:child_process'
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

interface Lock {
  packages: Record<string, { version: string; integrity: string } | undefined>
}

/**
 * A package of the lockfile that npm does not install on this machine, from the registry that npm
 * uses: the very bytes that the lockfile names. Kept in `dist/packages`; gives its folder.
 * Throws an Error when it cannot be fetched, or is another.
 */
export async function fetchLockedPackage(
  place: string,
  { cacheDir = join(ROOT, 'dist', 'packages') }: { cacheDir?: string } = {},
): Promise<string> {
  const { packages }: Lock = JSON.parse(await readFile(join(ROOT, 'package-lock.json'), 'utf8'))
  const locked = packages[place]
  if (locked === undefined) throw new Error(`package-lock.json has no ${place}`)
  const name = place.replace('node_modules/', '')
  const folder = join(cacheDir, `${name.replaceAll('/', '-')}-${locked.version}`)
  if (await exists(folder)) return folder
  const staging = `${folder}.${process.pid}`
  try {
    await install(name, locked, staging)
    await rename(join(staging, 'node_modules', name), folder)
  } finally {
    await rm(staging, { recursive: true, force: true })
  }
  return folder
}

/** By npm, which checks the bytes against the lockfile that is laid before it. */
async function install(
  name: string,
  { version, integrity }: { version: string; integrity: string },
  folder: string,
): Promise<void> {
  await mkdir(folder, { recursive: true })
  const dependencies = { [name]: version }
  const locked = { [`node_modules/${name}`]: { version, integrity } }
  const lock = { lockfileVersion: 3, packages: { '': { dependencies }, ...locked } }
  await writeFile(join(folder, 'package.json'), JSON.stringify({ dependencies }))
  await writeFile(join(folder, 'package-lock.json'), JSON.stringify(lock))
  const options = ['--ignore-scripts', '--force', '--no-audit', '--no-fund', '--loglevel=error']
  try {
    await promisify(execFile)('npm', ['ci', ...options], { cwd: folder })
  } catch (error) {
    throw new Error(
      `${name}@${version} could not be fetched from the npm registry, or is not what package-lock.json says. The build needs it once.`,
      { cause: error },
    )
  }
}

async function exists(folder: string): Promise<boolean> {
  return stat(folder).then(
    () => true,
    () => false,
  )
}
