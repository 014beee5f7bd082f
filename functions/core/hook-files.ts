import type { BuiltHook } from './ports/hook-builder.ts'

const HOOK_ID = /^[A-Za-z0-9_-]{1,64}$/
/** Slash-separated names, none of them empty, `.` or `..`. */
const RELATIVE_PATH = /^(?!\.{1,2}(\/|$))[\w@.+-]+(\/(?!\.{1,2}(\/|$))[\w@.+-]+)*$/

/** Throws a TypeError for what can be no hook's id: it is in the names of folders and functions. */
export function checkHookId(hookId: string): void {
  if (HOOK_ID.test(hookId)) return
  throw new TypeError(
    `${JSON.stringify(hookId)} is no hook id: 1 to 64 letters, digits, dashes or underscores`,
  )
}

/** The files of a hook with the runtime beside its script. Throws a TypeError for a path that leads elsewhere. */
export function withRuntime(
  built: BuiltHook['files'],
  runtime: Uint8Array,
): Map<string, Uint8Array> {
  const files = new Map([...built, ['index.mjs', runtime]])
  for (const path of built.keys()) {
    if (path !== 'index.mjs' && RELATIVE_PATH.test(path)) continue
    throw new TypeError(`A hook may not bring a file of the name ${JSON.stringify(path)}`)
  }
  return files
}
