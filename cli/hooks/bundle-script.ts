import { resolve } from 'node:path'
import { CliError } from '../cli-error.ts'

/** A hook is called as what its module exports: of a bundled ES module that is its default. */
const UNWRAP = 'if (module.exports.__esModule) module.exports = module.exports.default;'

/**
 * One script of a file and the local files that it requires or imports, TypeScript included. Packages
 * stay as they are: the tenant takes them from its registry.
 */
export async function bundleScript(file: string, minify: boolean): Promise<string> {
  const { build } = await import('esbuild')
  try {
    const { outputFiles } = await build({
      entryPoints: [resolve(file)],
      bundle: true,
      write: false,
      platform: 'node',
      target: 'node24',
      format: 'cjs',
      packages: 'external',
      footer: { js: UNWRAP },
      minify,
      logLevel: 'silent',
    })
    return outputFiles[0]?.text ?? ''
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause)
    throw new CliError('bad_request', `${file} cannot be bundled: ${message}`, { cause })
  }
}
