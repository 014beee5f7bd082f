import { createCommand } from '../create-command.ts'
import { chooseHook } from '../hooks/choose-hook.ts'
import { takeOldOptions } from '../old-options.ts'
import { openSession } from '../session/open-session.ts'
import { confirmOrCancel } from '../terminal/ask.ts'
import { printResult, style } from '../terminal/print.ts'

const command = createCommand('rm', 'Remove a hook with its versions and secrets.', [
  'rm my-hook',
  'rm my-hook --silent',
])
  .argument('[name]', 'name of the hook')
  .option('-s, --silent', 'ask nothing and print nothing')
  .option('-y, --yes', 'ask nothing')
  .action(async (name, { silent, yes, ...options }) => {
    const session = await openSession(options)
    const hook = await chooseHook(session, name, options)
    if (!silent && !yes) {
      const state = hook.enabled ? ', which is enabled' : ''
      await confirmOrCancel(`Remove ${hook.name}${state}, its versions and secrets?`, options)
    }
    await session.tenant.hooks.remove(hook.id)
    if (silent) return
    printResult(options, { removed: hook.name, id: hook.id }, () => {
      return `${style('green', 'Removed hook:')} ${style('bold', hook.name)}`
    })
  })

export const rm = takeOldOptions(command)
