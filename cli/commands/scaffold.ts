import { createCommand } from '../create-command.ts'
import { takeOldOptions } from '../options/old-options.ts'
import { chooseTrigger, triggerOption } from '../options/trigger-option.ts'
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
