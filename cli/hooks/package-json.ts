import { readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'

/** What the package.json beside a script says of it. */
export interface PackageJson {
  name?: string
  dependencies: Record<string, string>
}

/** None, or one that is broken, says nothing. */
export async function readPackageJson(script: string): Promise<PackageJson> {
  const folder = dirname(resolve(script))
  try {
    const { name, dependencies } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
    return { ...(typeof name === 'string' && { name }), dependencies: Object(dependencies) }
  } catch {
    return { dependencies: {} }
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
