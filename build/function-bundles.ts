import type { FunctionName } from '../functions/function-names.ts'

/** What the build lays into a function's folder. */
export interface FunctionBundle {
  /** Entry points by the name of their file, without `.mjs`; their folder is `functions/{name}`. */
  entries: Record<string, string>
  /** Whether the hook runtime lies beside them. */
  hookRuntime?: boolean
  /** Whether the dashboard's files lie beside them. */
  dashboard?: boolean
  /** Copied as they are. */
  copied?: string[]
  /** Whether it runs esbuild, which has a native program. */
  esbuild?: boolean
  /** Bytes of code that load before the first event, at most: what makes a cold start long. */
  maxStartBytes: number
}

const KB = 1000

/** The functions of a tenant and the size that each may have. */
export const FUNCTION_BUNDLES: Record<FunctionName, FunctionBundle> = {
  token: { entries: { index: 'index.ts' }, maxStartBytes: 250 * KB },
  discovery: { entries: { index: 'index.ts' }, maxStartBytes: 200 * KB },
  management: { entries: { index: 'index.ts' }, hookRuntime: true, maxStartBytes: 600 * KB },
  'deploy-hook': { entries: { index: 'index.ts' }, hookRuntime: true, maxStartBytes: 400 * KB },
  'build-hook': {
    entries: { index: 'index.ts', 'build-process-main': 'build-process-main.ts' },
    esbuild: true,
    maxStartBytes: 50 * KB,
  },
  'draft-runner': {
    entries: { index: 'index.ts' },
    hookRuntime: true,
    copied: ['draft-process-main.mjs'],
    maxStartBytes: 50 * KB,
  },
  site: { entries: { index: 'index.ts' }, dashboard: true, maxStartBytes: 50 * KB },
  bootstrap: { entries: { index: 'index.ts' }, maxStartBytes: 400 * KB },
}
