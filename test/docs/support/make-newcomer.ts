import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { expectRegistry } from '../../support/expect-registry.ts'
import { cloneProject } from './clone-project.ts'
import type { Reader } from './make-reader.ts'

const ANSWER_WITHIN_MS = 20_000
/** An installation takes some ten seconds with what npm has kept, a minute over a slow line. */
const INSTALL_WITHIN_MS = 180_000

/** What a test's own npm and Vitest have set, and nobody else has. */
const OF_THE_TEST =
  /^(npm_(?!config_)|VITEST|NODE(_ENV|_OPTIONS)?$|INIT_CWD$|TEST$|DEV$|PROD$|MODE$|SSR$|BASE_URL$)/

/**
 * Somebody with Node.js, npm and git, an empty home and a clone in which nothing is installed. npm keeps to its settings
 * and to the packages it has kept. Throws at once when the registry does not answer.
 */
export async function makeNewcomer(folder: string): Promise<Reader> {
  await expectRegistry()
  const clone = join(folder, 'hookmint')
  await cloneProject(clone)
  const home = join(folder, 'home')
  mkdirSync(home)
  const dropped = Object.keys(process.env).filter((name) => OF_THE_TEST.test(name))
  const env = {
    ...Object.fromEntries(dropped.map((name) => [name, undefined])),
    HOME: home,
    PATH: pathWithoutPackages(),
    npm_config_cache: npmSetting('cache'),
    npm_config_userconfig: npmSetting('userconfig'),
    npm_config_fetch_retries: '1',
    npm_config_fetch_timeout: String(ANSWER_WITHIN_MS),
  }
  return { clone, env, startWithinMs: INSTALL_WITHIN_MS }
}

/** Where programs are, but for those that this project has installed for itself. */
function pathWithoutPackages(): string {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return folders.filter((name) => !name.includes('node_modules')).join(delimiter)
}

function npmSetting(name: string): string {
  return execFileSync('npm', ['config', 'get', name], { encoding: 'utf8' }).trim()
}
