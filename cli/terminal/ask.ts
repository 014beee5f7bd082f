import { CliError, usageError } from '../cli-error.ts'

/** Whether somebody is there to answer. */
export function canAsk(options: { json?: true } = {}): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true && !options.json
}

/** Text that is not on the command line; `explain` says what to give there when nobody can answer. */
export async function askText(message: string, explain: string, initialValue?: string) {
  if (!canAsk()) throw usageError(explain)
  const { isCancel, text } = await import('@clack/prompts')
  const answer = await text({
    message,
    ...(initialValue !== undefined && { initialValue }),
    validate: (value) => (value?.trim() ? undefined : 'It must not be empty.'),
    output: process.stderr,
  })
  if (isCancel(answer)) throw cancelled()
  return answer
}

/** Text that the terminal does not show. */
export async function askSecret(message: string, explain: string): Promise<string> {
  if (!canAsk()) throw usageError(explain)
  const { isCancel, password } = await import('@clack/prompts')
  const answer = await password({
    message,
    validate: (value) => (value ? undefined : 'It must not be empty.'),
    output: process.stderr,
  })
  if (isCancel(answer)) throw cancelled()
  return answer
}

/** One of several. */
export async function askChoice(message: string, choices: Choice[], explain: string) {
  if (!canAsk()) throw usageError(explain)
  const { isCancel, select } = await import('@clack/prompts')
  const answer = await select({ message, options: choices, output: process.stderr })
  if (isCancel(answer)) throw cancelled()
  return answer
}

export interface Choice {
  value: string
  label: string
  hint?: string
}

/** Before something is gone for good: a no ends the command; without a terminal it goes on. */
export async function confirmOrCancel(message: string, options: { json?: true }): Promise<void> {
  if (!canAsk(options)) return
  const { confirm } = await import('@clack/prompts')
  const answer = await confirm({ message, initialValue: false, output: process.stderr })
  if (answer !== true) throw cancelled()
}

function cancelled(): CliError {
  return new CliError('cancelled', 'Cancelled. Nothing was changed.')
}
