import { HOOK_LIMITS } from '../../hooks/runtime/contract.ts'
import { HookBuildError } from '../core/errors.ts'
import type { HookSource } from '../core/hook-model.ts'
import type { BuiltHook, HookBuilder } from '../core/ports/hook-builder.ts'
import type { BundledPackages, BundlePackages } from './bundle-packages.ts'
import { checkSyntax } from './check-syntax.ts'
import { choosePackages } from './choose-packages.ts'
import { hashFiles } from './hash-files.ts'
import { packageWarnings } from './package-warnings.ts'
import type { ScriptFormat } from './parse-script.ts'

const NO_PACKAGES: BundledPackages = { files: new Map(), versions: [] }

/** A builder that leaves packages to `bundlePackages`, and calls it only when there are any. */
export function createHookBuilder(bundlePackages: BundlePackages): HookBuilder {
  return {
    build: (source) => buildHook(source, bundlePackages),
    async checkSyntax(script) {
      await readFormat(script)
    },
  }
}

/**
 * Builds a script into the files of a version: `HookBuilder.build`. The script stays as it is,
 * byte for byte, as `hook.cjs`, or as `hook.mjs` when it can only be read as an ES module; the
 * packages that it requires lie in `node_modules` beside it. None of it runs.
 * Throws `HookBuildError`.
 */
async function buildHook(source: HookSource, bundlePackages: BundlePackages): Promise<BuiltHook> {
  const { script, dependencies, lock } = source
  refuseManyDependencies(dependencies)
  const format = await readFormat(script)
  const { scanScript } = await import('./scan-script.ts')
  const { required, bareClaims } = scanScript(script, format)
  const chosen = choosePackages(required, dependencies)
  const bundled = chosen.length > 0 ? await bundlePackages({ packages: chosen, lock }) : NO_PACKAGES
  const packages = chosen.map(({ name, wanted, source }, i) => {
    return { name, wanted, version: bundled.versions[i] ?? wanted, source }
  })
  const files = new Map<string, Uint8Array>([
    [format === 'commonjs' ? 'hook.cjs' : 'hook.mjs', Buffer.from(script)],
    ...bundled.files,
  ])
  return {
    files,
    codeSha: hashFiles(files),
    packages,
    ...(bundled.lock !== undefined && { lock: bundled.lock }),
    bareClaims,
    warnings: packageWarnings(required, dependencies, packages),
  }
}

/** How a script of an allowed size is to be read. */
async function readFormat(script: string): Promise<ScriptFormat> {
  const bytes = Buffer.byteLength(script)
  if (bytes <= HOOK_LIMITS.scriptBytes) return checkSyntax(script)
  throw new HookBuildError(
    `The script has ${bytes} bytes; at most ${HOOK_LIMITS.scriptBytes} are allowed.`,
  )
}

function refuseManyDependencies(dependencies: Record<string, string>): void {
  const { length } = Object.keys(dependencies)
  if (length <= HOOK_LIMITS.dependencies) return
  throw new HookBuildError(
    `The hook declares ${length} packages; at most ${HOOK_LIMITS.dependencies} are allowed. Declare only those that the script requires.`,
  )
}
