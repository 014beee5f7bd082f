import { realpathSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'

/** What the package.json beside a script says of it. */
export interface PackageJson {
  /** When the script is what the package is: its main file, `index.js` unless said otherwise. */
  name?: string
  dependencies: Record<string, string>
}

/** None, or one that is broken, says nothing. */
export async function readPackageJson(script: string): Promise<PackageJson> {
  const folder = dirname(resolve(script))
  try {
    const { name, dependencies } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
    const isNamed = typeof name === 'string' && isMainFile(folder, script)
    return { ...(isNamed && { name }), dependencies: Object(dependencies) }
  } catch {
    return { dependencies: {} }
  }
}

/** Whether a script is what somebody gets who requires its folder. */
function isMainFile(folder: string, script: string): boolean {
  try {
    return createRequire(join(folder, 'package.json')).resolve(folder) === realpathSync(script)
  } catch {
    return false
  }
}

/** Those that a script names in quotes, alone or with a path or version behind the name. */
export function namedIn(script: string, dependencies: Record<string, string>) {
  const isNamed = (name: string) => {
    return ['"', "'", '`'].some((quote) => {
      return [quote, '/', '@'].some((end) => script.includes(`${quote}${name}${end}`))
    })
  }
  return Object.fromEntries(Object.entries(dependencies).filter(([name]) => isNamed(name)))
}
