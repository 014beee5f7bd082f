import { usageError } from '../cli-error.ts'
import { createCommand } from '../create-command.ts'
import { compareVersions } from '../hooks/compare-versions.ts'
import { findHook } from '../hooks/find-hook.ts'
import { openSession } from '../session/open-session.ts'
import { printResult, style } from '../terminal/print.ts'
import { wholeNumber } from '../terminal/whole-number.ts'

export const diff = createCommand(
  'diff',
  'Show what differs between two versions of a hook: its script and its packages.',
  ['diff my-hook', 'diff my-hook 2 3'],
)
  .argument('<name>', 'name of the hook')
  .argument('[a]', 'number of a version (default: the one before b)', wholeNumber)
  .argument('[b]', 'number of another (default: the current one)', wholeNumber)
  .action(async (name, a, b, options) => {
    const session = await openSession(options)
    const { hooks } = session.tenant
    const hook = await findHook(session, name)
    const to = b ?? (await hooks.status(hook.id)).version
    const from = a ?? to - 1
    if (from < 1) throw usageError(`${hook.name} has one version: there is nothing to compare.`)
    const [before, after] = await Promise.all([
      hooks.version(hook.id, from),
      hooks.version(hook.id, to),
    ])
    const patch = compareVersions(hook.name, before, after)
    printResult(options, { hook: hook.name, from, to, patch }, () => {
      return patch === '' ? `Versions ${from} and ${to} do not differ.` : colour(patch)
    })
  })

function colour(patch: string): string {
  return patch
    .trimEnd()
    .split('\n')
    .map((line) => {
      if (/^(---|\+\+\+) /.test(line)) return style('bold', line)
      if (line.startsWith('@@')) return style('cyan', line)
      if (line.startsWith('+')) return style('green', line)
      return line.startsWith('-') ? style('red', line) : line
    })
    .join('\n')
}
