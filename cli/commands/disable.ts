import { createCommand } from '../create-command.ts'
import { chooseHook } from '../hooks/choose-hook.ts'
import { takeOldOptions } from '../old-options.ts'
import { openSession } from '../session/open-session.ts'
import { print, printResult, style } from '../terminal/print.ts'

const command = createCommand('disable', 'Disable a hook: tokens are then issued without one.', [
  'disable my-hook',
])
  .argument('[name]', 'name of the hook')
  .action(async (name, options) => {
    const session = await openSession(options)
    const hook = await chooseHook(session, name, options)
    const said = `The ${hook.name} (${hook.triggerId}) hook`
    if (!hook.enabled) {
      return printResult(options, hook, () => style('green', `${said} is already disabled.`))
    }
    if (!options.json) print(`Disabling hook ${hook.name}.`)
    const disabled = await session.tenant.hooks.update(hook.id, { enabled: false })
    printResult(options, disabled, () => style('green', `${said} has been disabled.`))
  })

export const disable = takeOldOptions(command)
