import { isBuiltin } from 'node:module'

/** What a script writes to have a package: `lodash`, `lodash/get`, `@s/x@1.2.3/lib/a.js`. */
export interface PackageRequest {
  /** All but the path within the package: the name, with the version when there is one. */
  folder: string
  name: string
  /** The version, range or tag behind the name's `@`. */
  version?: string
  /** `.` for the package itself, else as in `./get`. */
  path: string
}

/** Name with optional scope, optional version, optional path. No leading dot, no `..`, nothing of URLs. */
const REQUEST = /^((?:@[\w-][\w.-]*\/)?[\w-][\w.-]*)(?:@([\w.-]+))?((?:\/[\w@.+-]+)*)\/?$/
const DOTS = /\/\.{1,2}(?:\/|$)/

/**
 * Reads what is required as a package. Undefined for Node's own modules, for files, and for what
 * can be no package's name: those are the runtime's to find, or not.
 */
export function parsePackageRequest(request: string): PackageRequest | undefined {
  if (isBuiltin(request) || request.startsWith('node:')) return undefined
  const [, name, version, path = ''] = REQUEST.exec(request) ?? []
  if (name === undefined || DOTS.test(path) || name === 'node_modules') return undefined
  return {
    folder: version === undefined ? name : `${name}@${version}`,
    name,
    ...(version !== undefined && { version }),
    path: `.${path}`,
  }
}
