import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings'
import { COMMANDS } from './commands.ts'
import { shapeCommand } from './create-command.ts'
import { VERSION } from './version.ts'

/** The whole command line, with the one command loaded that the arguments name. */
export async function createProgram(args: string[]) {
  const wanted = findCommandName(args)
  const program = shapeCommand(new Command('hookmint'))
    .description('Manage a Hookmint tenant: its hooks, applications, APIs, grants and keys.')
    .version(VERSION, '-V, --version', 'show the version')
    .option('-p, --profile <name>', 'profile of the tenant (HOOKMINT_PROFILE)')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nhookmint COMMAND --help shows its options and examples.')
  for (const [title, entries] of Object.entries(COMMANDS)) {
    for (const [name, { summary, load }] of Object.entries(entries)) {
      const command: CommandUnknownOpts = name === wanted ? await load() : new Command(name)
      program.addCommand(command.summary(summary).helpGroup(`${title}:`))
    }
  }
  return program.helpCommand('help [command]', 'show the help of a command')
}

/** The first word that is neither an option nor the value of one; of `help` the word behind it. */
function findCommandName(args: string[]): string | undefined {
  const words = args.filter((arg, index) => {
    return !arg.startsWith('-') && !/^(-p|--profile)$/.test(args[index - 1] ?? '')
  })
  return words[0] === 'help' ? words[1] : words[0]
}
