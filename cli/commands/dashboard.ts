import { createCommand } from '../create-command.ts'
import { dashboardUrl, openInBrowser } from '../open-dashboard.ts'
import { openSession } from '../session/open-session.ts'
import { note, printResult } from '../terminal/print.ts'

export const dashboard = createCommand(
  'dashboard',
  'Open the dashboard, signed in, or print the link when there is no browser.',
  ['dashboard', 'dashboard --print'],
)
  .option('--print', 'print the link, open nothing')
  .action(async (options) => {
    const session = await openSession(options)
    const url = await dashboardUrl(session, '')
    if (!options.print && !options.json && (await openInBrowser(url))) {
      return note(`Opening the dashboard of ${session.url} in your browser...`)
    }
    printResult(options, { url }, () => url)
  })
