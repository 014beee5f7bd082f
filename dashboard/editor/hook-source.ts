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
  status: HookStatusAnswer
}

/** Reads a hook with the code of one version, whoever saves another meanwhile. */
export async function readHookSource(
  management: ManagementClient,
  id: string,
): Promise<HookSource> {
  const [hook, status] = await Promise.all([management.hooks.get(id), management.hooks.status(id)])
  const { version } = status
  const code = version === 0 ? hook : await management.hooks.version(id, version)
  return { hook, status, version, script: code.script, dependencies: code.dependencies }
}

/** Whether two codes would be built alike. */
export function isSameCode(one: HookCode, other: HookCode): boolean {
  return (
    one.script === other.script &&
    JSON.stringify(Object.entries(one.dependencies).sort()) ===
      JSON.stringify(Object.entries(other.dependencies).sort())
  )
}
