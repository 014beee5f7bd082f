import type { TenantStore } from '../../core/ports/tenant-store.ts'
import type { Answer } from '../operation.ts'
import { readWarnings } from './hook-warnings.ts'
import type { HookAnswer } from './read-answer.ts'
import { showHook } from './show-hook.ts'

/** Tells clients that the answer shows what will be. */
const DEPLOYMENT_HEADER = { 'x-hookmint-deployment': 'building' }

/** Answers a write of a hook; `warned`: with what its owner should know of it, in the log too. */
export async function answerHook(
  store: TenantStore,
  status: number,
  answer: HookAnswer,
  warned: boolean,
): Promise<Answer> {
  if (answer.deployment !== undefined) {
    return { status, body: showHook(answer), headers: DEPLOYMENT_HEADER }
  }
  const warnings = warned ? await readWarnings(store, answer.hook) : []
  if (warnings.length === 0) return { status, body: showHook(answer) }
  return { status, body: { ...showHook(answer), warnings }, details: { warnings } }
}
