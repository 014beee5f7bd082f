import type { HookAnswer, HookStatusAnswer } from '../../functions/management/contract/answers.ts'
import type { ManagementClient } from '../session/session-context.ts'

/** What is written and saved together. */
export interface HookCode {
  script: string
  /** Declared packages: name to version, range or tag. */
  dependencies: Record<string, string>
}

/** A hook as it is saved. */
export interface HookSource extends HookCode {
  hook: HookAnswer
  /** The version that the code is of; 0 while there is none. */
  version: number
  /** What it is saved on: the version, or, while a hook has none, the revision. */
  condition: number
  status: HookStatusAnswer
}

/** Reads a hook with the code that its condition is of, whoever saves other code meanwhile. */
export async function readHookSource(
  management: ManagementClient,
  id: string,
): Promise<HookSource> {
  const { hooks } = management
  const [hook, status] = await Promise.all([hooks.get(id), hooks.status(id)])
  const { version, revision } = status
  // Read after its revision: code of an earlier one would overwrite a later one unseen.
  const code = version === 0 ? await hooks.get(id) : await hooks.version(id, version)
  const { script, dependencies } = code
  return { hook, status, version, condition: revision ?? version, script, dependencies }
}

/** Whether two codes would be built alike. */
export function isSameCode(one: HookCode, other: HookCode): boolean {
  return (
    one.script === other.script &&
    JSON.stringify(Object.entries(one.dependencies).sort()) ===
      JSON.stringify(Object.entries(other.dependencies).sort())
  )
}
