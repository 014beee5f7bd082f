import { createCommand } from '../create-command.ts'
import { chooseTrigger, triggerOption } from '../hooks/trigger-option.ts'
import { takeOldOptions } from '../old-options.ts'
import { readTemplate } from '../read-template.ts'
import { printResult } from '../terminal/print.ts'

const command = createCommand('scaffold', 'Print the starter text of a hook.', [
  'scaffold -t credentials-exchange > my-hook.js',
])
  .addOption(triggerOption())
  .action(async ({ type, ...options }) => {
    const trigger = await chooseTrigger(type)
    const script = await readTemplate(trigger)
    printResult(options, { type: trigger, script }, () => script.trimEnd())
  })

export const scaffold = takeOldOptions(command)
