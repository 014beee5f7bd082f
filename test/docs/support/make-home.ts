import { mkdirSync, symlinkSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { ROOT } from './read-document.ts'

/** The environment of somebody with an empty home, and with `hookmint` as `npm link` makes it. */
export function makeHome(home: string): Record<string, string> {
  const bin = join(home, 'bin')
  mkdirSync(bin, { recursive: true })
  symlinkSync(join(ROOT, 'cli/hookmint.mjs'), join(bin, 'hookmint'))
  return { HOME: home, PATH: `${bin}${delimiter}${process.env.PATH}` }
}
