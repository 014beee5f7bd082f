import type { HookAnswer } from '../../functions/management/contract/answers.ts'
import { usageError } from '../cli-error.ts'
import type { Session } from '../session/open-session.ts'
import { askChoice, canAsk } from '../terminal/ask.ts'
import { findHook } from './find-hook.ts'

/** The hook that was named, or is chosen now. */
export async function chooseHook(
  session: Session,
  name: string | undefined,
  options: { json?: true },
): Promise<HookAnswer> {
  if (name !== undefined) return findHook(session, name)
  const explain = 'Name the hook: hookmint ls shows them.'
  if (!canAsk(options)) throw usageError(explain)
  const hooks = await session.tenant.hooks.list()
  if (hooks.length === 0) throw usageError('There are no hooks yet: hookmint create makes one.')
  const choices = hooks.map(({ id, name: label, triggerId, enabled }) => {
    return { value: id, label, hint: enabled ? `${triggerId}, enabled` : triggerId }
  })
  return findHook(session, await askChoice('Which hook?', choices, explain))
}
