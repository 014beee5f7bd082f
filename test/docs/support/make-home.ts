import { mkdirSync, symlinkSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** As `npm link` in the clone and `npm install --global` make them. */
const COMMANDS = {
  hookmint: 'cli/hookmint.mjs',
  a0deploy: 'node_modules/auth0-deploy-cli-8/lib/index.js',
}

/** The environment of somebody with an empty home, who has installed the commands. */
export function makeHome(home: string, clone: string): Record<string, string> {
  const bin = join(home, 'bin')
  mkdirSync(bin, { recursive: true })
  for (const [name, file] of Object.entries(COMMANDS))
    symlinkSync(join(clone, file), join(bin, name))
  return { HOME: home, PATH: `${bin}${delimiter}${process.env.PATH}` }
}
