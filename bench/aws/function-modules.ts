import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { FunctionName } from '../../functions/function-names.ts'

/** The shipped code of a function. Throws when it is not built. */
export function functionModule(name: FunctionName): string {
  const module = fileURLToPath(new URL(`../../dist/functions/${name}/index.mjs`, import.meta.url))
  if (existsSync(module)) return module
  throw new Error(`There is no ${module}: npm run build`)
}
