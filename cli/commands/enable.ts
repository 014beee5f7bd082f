import { createCommand } from '../create-command.ts'
import { chooseHook } from '../hooks/choose-hook.ts'
import { takeOldOptions } from '../options/old-options.ts'
import { noteInert } from '../options/trigger-option.ts'
import { openSession } from '../session/open-session.ts'
import { noteWarnings, print, printResult, style } from '../terminal/print.ts'

const command = createCommand(
  'enable',
  'Enable a hook. The one that was enabled is disabled in the same instant.',
  ['enable my-hook', 'enable --profile prod my-hook'],
)
  .argument('[name]', 'name of the hook')
  .action(async (name, options) => {
    const session = await openSession(options)
    const { hooks } = session.tenant
    const hook = await chooseHook(session, name, options)
    const { id, triggerId } = hook
    const said = `The ${hook.name} (${triggerId}) hook`
    if (hook.enabled) {
      return printResult(options, hook, () => style('green', `${said} is already enabled.`))
    }
    if (!options.json) {
      for (const other of await hooks.list({ triggerId, enabled: true })) {
        print(`Disabling hook ${other.name}.`)
      }
      print(`Enabling hook ${hook.name}.`)
    }
    const { warnings, ...enabled } = await hooks.update(id, { enabled: true })
    noteInert([triggerId])
    noteWarnings(warnings)
    printResult(options, enabled, () => style('green', `${said} has been enabled.`))
  })

export const enable = takeOldOptions(command)
