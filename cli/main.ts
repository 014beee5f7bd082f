import { CommanderError } from '@commander-js/extra-typings'
import { EXIT_CODES } from './cli-error.ts'
import { createProgram } from './create-program.ts'
import { describeFailure, type Failure } from './describe-failure.ts'
import { cancelOnInterrupt } from './terminal/cancellation.ts'
import { note, styleNote } from './terminal/print.ts'

/** Runs one command line and sets the exit code. Every error ends here. */
export async function main(args: string[]): Promise<void> {
  cancelOnInterrupt()
  process.stdout.on('error', endOfPipe)
  try {
    const program = await createProgram(args)
    await program.parseAsync(args.length === 0 ? ['--help'] : args, { from: 'user' })
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return
    if (error instanceof CommanderError && error.code === 'commander.help') {
      process.exitCode = EXIT_CODES.usage
      return
    }
    const failure = describeFailure(error)
    process.exitCode = EXIT_CODES[failure.code]
    printFailure(failure, wantsJson(args))
  }
}

function printFailure(failure: Failure, json: boolean): void {
  const { message, hint } = failure
  if (json) note(JSON.stringify({ error: failure }, null, 2))
  else note([styleNote('red', message), ...(hint === undefined ? [] : [hint])].join('\n'))
}

/** Also when the options cannot be parsed. */
function wantsJson(args: string[]): boolean {
  const end = args.indexOf('--')
  const own = end < 0 ? args : args.slice(0, end)
  return own.some((arg, index) => arg === '--json' || (arg === 'json' && own[index - 1] === '-o'))
}

/** Whoever reads has seen enough, as `head` has. */
function endOfPipe(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
}
