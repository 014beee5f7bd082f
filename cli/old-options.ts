import { type CommandUnknownOpts, Option } from '@commander-js/extra-typings'
import { note } from './terminal/print.ts'

/** Options of the old tool that have no meaning here; every command of its took the first four. */
const OLD_OPTIONS = ['-c, --container <name>', '--url <url>', '--token <token>', '--runtime <name>']

/**
 * Takes options of the old tool, so that old notes and scripts go on working: what was given is named
 * in one line on standard error.
 */
export function takeOldOptions<T extends CommandUnknownOpts>(command: T, more: string[] = []): T {
  const options = [...OLD_OPTIONS, ...more].map((flags) => new Option(flags).hideHelp())
  for (const option of options) command.addOption(option)
  command.hook('preAction', (_, action) => {
    const given = options.filter((option) => {
      return action.getOptionValueSource(option.attributeName()) === 'cli'
    })
    if (given.length === 0) return
    note(`Without meaning here: ${given.map(({ long }) => long).join(', ')}`)
  })
  return command
}
