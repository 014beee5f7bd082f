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

/** Somebody with an empty home, who has a clone with its packages; global commands come into that home. */
export async function makeReader(folder: string): Promise<Reader> {
  const clone = join(folder, 'hookmint')
  await cloneProject(clone)
  symlinkSync(join(ROOT, 'node_modules'), join(clone, 'node_modules'))
  const home = join(folder, 'home')
  mkdirSync(home)
  const PATH = `${join(home, 'bin')}${delimiter}${process.env.PATH}`
  return { clone, env: { HOME: home, PATH, npm_config_prefix: home } }
}
