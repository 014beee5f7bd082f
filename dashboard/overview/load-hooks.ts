import type { HookAnswer, HookStatusAnswer } from '../../functions/management/contract/answers.ts'
import type { ManagementClient } from '../session/session-context.ts'

/** A hook of the trigger that runs here, and how it is. */
export interface HookState {
  hook: HookAnswer
  status: HookStatusAnswer
}

/** All hooks that can run, each with its status. */
export async function loadHooks({ hooks }: ManagementClient): Promise<HookState[]> {
  const all = await hooks.list({ triggerId: 'credentials-exchange' })
  return Promise.all(all.map(async (hook) => ({ hook, status: await hooks.status(hook.id) })))
}
