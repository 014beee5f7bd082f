import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'

type Callback = (error?: unknown, result?: unknown) => void

/** The customer's function; what it returns is of interest only when it is a promise. */
export type HookFunction = (
  client: unknown,
  scope: unknown,
  audience: unknown,
  context: unknown,
  cb: Callback,
) => unknown

/** What loading a script gave. A failure is kept as it was thrown, for every event to describe. */
export type LoadedHook =
  | { kind: 'loaded'; hook: HookFunction }
  | { kind: 'no-function'; exported: string }
  | { kind: 'load-failed'; thrown: unknown }

/**
 * Loads `hook.cjs` (at once) or else `hook.mjs` (a promise) from the folder, by Node's own loader:
 * sloppy mode, the script's own line numbers, plain `require`. Never throws or rejects.
 */
export function loadHook(folder: URL): LoadedHook | Promise<LoadedHook> {
  const script = new URL('hook.cjs', folder)
  if (!existsSync(script)) return importHook(new URL('hook.mjs', folder))
  try {
    return pickFunction(createRequire(script)('./hook.cjs'))
  } catch (thrown) {
    return { kind: 'load-failed', thrown }
  }
}

async function importHook(script: URL): Promise<LoadedHook> {
  try {
    return pickFunction(await import(script.href))
  } catch (thrown) {
    return { kind: 'load-failed', thrown }
  }
}

/** The export itself, or its `default` as modules and compilers write it. */
function pickFunction(exported: unknown): LoadedHook {
  if (isHook(exported)) return { kind: 'loaded', hook: exported }
  if (typeof exported === 'object' && exported !== null) {
    const { default: inner } = exported as { default?: unknown }
    if (isHook(inner)) return { kind: 'loaded', hook: inner }
  }
  return { kind: 'no-function', exported: exported === null ? 'null' : typeof exported }
}

function isHook(value: unknown): value is HookFunction {
  return typeof value === 'function'
}
