import { createCommand } from '../create-command.ts'
import { chooseHook } from '../hooks/choose-hook.ts'
import { takeOldOptions } from '../old-options.ts'
import { dashboardUrl, openInBrowser } from '../open-dashboard.ts'
import { openSession } from '../session/open-session.ts'
import { note, printResult } from '../terminal/print.ts'

const command = createCommand(
  'edit',
  "Open the dashboard's editor on a hook, or print the link when there is no browser.",
  ['edit my-hook', 'edit my-hook --print'],
)
  .argument('[name]', 'name of the hook')
  .option('--print', 'print the link, open nothing')
  .action(async (name, options) => {
    const session = await openSession(options)
    const hook = await chooseHook(session, name, options)
    const url = await dashboardUrl(session, `hooks/${hook.id}`)
    if (!options.print && !options.json && (await openInBrowser(url))) {
      return note(`Opening ${hook.name} in your browser...`)
    }
    printResult(options, { hook: hook.name, url }, () => url)
  })

export const edit = takeOldOptions(command)
