import { mkdirSync, symlinkSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { cloneProject } from './clone-project.ts'
import { ROOT } from './read-document.ts'

/** Who follows a document: where their clone is, and the environment of their terminals. */
export interface Reader {
  clone: string
  env: NodeJS.ProcessEnv
  /** How long their first start may take; less when absent. */
  startWithinMs?: number
}

/** As `npm link` in the clone and `npm install --global` make them. */
const COMMANDS = {
  hookmint: 'cli/hookmint.mjs',
  a0deploy: 'node_modules/auth0-deploy-cli-8/lib/index.js',
}

/** Somebody with an empty home, who has a clone with its packages, and its commands. */
export async function makeReader(folder: string): Promise<Reader> {
  const clone = join(folder, 'hookmint')
  await cloneProject(clone)
  symlinkSync(join(ROOT, 'node_modules'), join(clone, 'node_modules'))
  const home = join(folder, 'home')
  const bin = join(home, 'bin')
  mkdirSync(bin, { recursive: true })
  for (const [name, file] of Object.entries(COMMANDS)) {
    symlinkSync(join(clone, file), join(bin, name))
  }
  return { clone, env: { HOME: home, PATH: `${bin}${delimiter}${process.env.PATH}` } }
}
