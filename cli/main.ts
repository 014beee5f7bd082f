import { describeCommands } from './describe-commands.ts'

/** Runs one command line. The help of all commands loads nothing but their names. */
export async function main(args: string[]): Promise<void> {
  const [first, ...others] = args
  if (others.length === 0 && [undefined, 'help', '--help', '-h'].includes(first)) {
    process.stdout.write(describeCommands())
    return
  }
  const { runCommandLine } = await import('./run-command-line.ts')
  await runCommandLine(args)
}
