import { COMMANDS } from './commands.ts'
import { style } from './terminal/print.ts'

const OPTIONS = {
  '-p, --profile NAME': 'profile of the tenant (HOOKMINT_PROFILE)',
  '--json': 'print JSON; errors too, on standard error',
  '-h, --help': 'show the help of a command',
  '-V, --version': 'show the version',
}
/** Narrower terminals get summaries on lines of their own. */
const MIN_COLUMNS = 66

/** The help of the whole: every command with what it does, and what all of them take. */
export function describeCommands(): string {
  const groups = Object.entries(COMMANDS).map(([title, entries]) => {
    const summaries = Object.entries(entries).map(([name, { summary }]) => [name, summary])
    return describeGroup(title, Object.fromEntries(summaries))
  })
  return [
    'Manage a Hookmint tenant: its hooks, applications, APIs, grants and keys.\n',
    `${style('bold', 'Usage:')} hookmint COMMAND [options]\n`,
    ...groups,
    describeGroup('Options', OPTIONS),
    `${style('bold', 'Examples:')}
  hookmint init --local
  hookmint create -t credentials-exchange -n my-hook my-hook.js
  hookmint enable my-hook
  hookmint token --decode
`,
  ].join('\n')
}

function describeGroup(title: string, entries: Record<string, string>): string {
  const isNarrow = (process.stdout.columns ?? MIN_COLUMNS) < MIN_COLUMNS
  const width = Math.max(...Object.keys(entries).map((name) => name.length), 10)
  const lines = Object.entries(entries).map(([name, text]) => {
    return isNarrow ? `  ${name}\n      ${text}\n` : `  ${name.padEnd(width)}  ${text}\n`
  })
  return `${style('bold', `${title}:`)}\n${lines.join('')}`
}
