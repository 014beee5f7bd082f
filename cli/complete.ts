import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import { createProgram } from './create-program.ts'
import { openSession } from './session/open-session.ts'

/** Arguments whose values are names of hooks. */
const HOOK_ARGUMENTS = ['name', 'hook', 'file-or-name']

/**
 * What the last of the words can become: commands, options, or hooks of the default profile. Empty
 * where only a file fits.
 */
export async function complete(words: readonly string[]): Promise<string[]> {
  const start = words.at(-1) ?? ''
  const before = words.slice(0, -1)
  const program = await createProgram(before)
  const { command, rest } = descend(program, before)
  const candidates = start.startsWith('-')
    ? command
        .createHelp()
        .visibleOptions(command)
        .flatMap(({ long, short }) => long ?? short ?? [])
    : command.commands.length > 0
      ? command.commands.map((sub) => sub.name())
      : await completeArgument(command, rest)
  return candidates.filter((candidate) => candidate.startsWith(start))
}

/** The command that the words lead to, and the words behind it. */
function descend(program: CommandUnknownOpts, words: readonly string[]) {
  let command = program
  const rest: string[] = []
  for (const word of words) {
    if (word.startsWith('-')) continue
    const sub = rest.length > 0 ? undefined : command.commands.find((one) => one.name() === word)
    if (sub !== undefined) command = sub
    else rest.push(word)
  }
  return { command, rest }
}

async function completeArgument(command: CommandUnknownOpts, given: string[]): Promise<string[]> {
  const argument = command.registeredArguments[given.length]
  if (argument === undefined || !HOOK_ARGUMENTS.includes(argument.name())) return []
  try {
    const { tenant } = await openSession({})
    return (await tenant.hooks.list()).map(({ name }) => name)
  } catch {
    return []
  }
}
