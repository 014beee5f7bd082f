import type { HookVersionAnswer } from '../../functions/management/contract/answers.ts'
import { createCommand } from '../create-command.ts'
import { chooseHook } from '../hooks/choose-hook.ts'
import { openSession } from '../session/open-session.ts'
import { formatTable } from '../terminal/format-table.ts'
import { printResult } from '../terminal/print.ts'

export const versions = createCommand(
  'versions',
  'List the saved versions of a hook, newest first.',
  ['versions my-hook'],
)
  .argument('[name]', 'name of the hook')
  .action(async (name, options) => {
    const session = await openSession(options)
    const hook = await chooseHook(session, name, options)
    const saved = await session.tenant.hooks.versions(hook.id)
    printResult(options, saved, () => {
      if (saved.length === 0) return `${hook.name} has no version: its type is not run here.`
      return formatTable(
        ['VERSION', 'SAVED', 'STATE', 'PACKAGES'],
        saved.map((version) => [
          String(version.version),
          version.created_at,
          describeState(version),
          version.packages.map((one) => `${one.name}@${one.version}`).join(' '),
        ]),
      )
    })
  })

function describeState({ pinned, current, outdated }: HookVersionAnswer): string {
  const state = pinned ? 'enabled' : current ? 'current' : ''
  return [state, outdated ? 'outdated' : ''].filter((text) => text !== '').join(', ')
}
