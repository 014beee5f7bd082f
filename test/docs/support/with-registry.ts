import { serveNpmRegistry } from '../../support/npm-registry.ts'
import { publishInstalled } from '../../support/publish-installed.ts'

/** For documents that need npm packages: a registry on this machine with these of `node_modules`. */
export function withRegistry(...packages: string[]) {
  return async () => {
    const registry = await serveNpmRegistry()
    for (const name of packages) publishInstalled(registry, name)
    return { env: { npm_config_registry: registry.url }, end: () => registry.close() }
  }
}
