import { Command, type CommandUnknownOpts, Help, type Option } from '@commander-js/extra-typings'
import { style } from './terminal/print.ts'

/**
 * A command with what all have: `--profile`, `--json`, and examples in its help, each as the words
 * behind `hookmint`. Throws where commander would end the process.
 */
export function createCommand(name: string, description: string, examples: string[]) {
  return plainCommand(name, description, examples)
    .option('-p, --profile <name>', 'profile of the tenant (HOOKMINT_PROFILE)')
    .option('--json', 'print JSON')
}

/** A command that no tenant answers. */
export function plainCommand(name: string, description: string, examples: string[]) {
  const lines = examples.map((example) => `  hookmint ${example}`)
  return shapeCommand(new Command(name))
    .description(description)
    .addHelpText('after', () => `\n${style('bold', 'Examples:')}\n${lines.join('\n')}`)
}

/** Several commands under one word. */
export function createGroup(
  name: string,
  description: string,
  commands: readonly CommandUnknownOpts[],
) {
  const group = shapeCommand(new Command(name)).description(description).helpCommand(false)
  for (const command of commands) group.addCommand(command)
  return group
}

/** How help and errors of all commands are. */
export function shapeCommand(command: Command) {
  return command
    .exitOverride()
    .showSuggestionAfterError()
    .enablePositionalOptions()
    .configureOutput({ outputError: () => {} })
    .configureHelp({
      showGlobalOptions: false,
      minWidthToWrap: 20,
      subcommandTerm: (sub) => sub.name(),
      styleTitle: (text) => style('bold', text),
      optionDescription: describeOption,
    })
    .helpOption('-h, --help', 'show this help')
    .hook('preSubcommand', (parent, sub) => {
      for (const [option, value] of Object.entries(parent.opts())) {
        if (sub.getOptionValue(option) === undefined) sub.setOptionValue(option, value)
      }
    })
}

/** Without a default that is none. */
function describeOption(option: Option): string {
  return new Help().optionDescription(option).replace(' (default: [])', '')
}
