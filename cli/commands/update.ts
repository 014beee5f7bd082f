import { InvalidArgumentError } from '@commander-js/extra-typings'
import { usageError } from '../cli-error.ts'
import { createCommand } from '../create-command.ts'
import { findHook } from '../hooks/find-hook.ts'
import { openSession } from '../session/open-session.ts'
import { printResult, style } from '../terminal/print.ts'

export const update = createCommand(
  'update',
  'Change the name or the limits of a hook. They count at once, and are no part of a version.',
  ['update my-hook --name other-name', 'update my-hook --timeout-ms 5000'],
)
  .argument('<name>', 'name of the hook')
  .option('-n, --name <name>', 'its new name')
  .option('--timeout-ms <ms>', 'how long it may take, or: default', readLimit)
  .option('--after-callback-ms <ms>', 'how long it may go on behind it, or: default', readLimit)
  .action(async (wanted, { name, timeoutMs, afterCallbackMs, ...options }) => {
    const changes = {
      ...(name !== undefined && { name }),
      ...(timeoutMs !== undefined && { timeout_ms: toSetting(timeoutMs) }),
      ...(afterCallbackMs !== undefined && { after_callback_ms: toSetting(afterCallbackMs) }),
    }
    if (Object.keys(changes).length === 0) {
      throw usageError('Name what to change: --name, --timeout-ms or --after-callback-ms.')
    }
    const session = await openSession(options)
    const { id } = await findHook(session, wanted)
    const hook = await session.tenant.hooks.update(id, changes)
    printResult(options, hook, () => `${style('green', 'Updated hook:')} ${hook.name}`)
  })

function readLimit(text: string): number | 'default' {
  if (text === 'default') return text
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('It must be a whole number of milliseconds, or: default.')
}

/** `null` unsets. */
function toSetting(limit: number | 'default'): number | null {
  return limit === 'default' ? null : limit
}
