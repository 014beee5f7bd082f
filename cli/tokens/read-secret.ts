import { text } from 'node:stream/consumers'
import { usageError } from '../cli-error.ts'
import { askSecret } from '../terminal/ask.ts'

/** A secret from standard input, or one that is asked for; never from the command line. */
export async function readSecret(
  message: string,
  fromStdin: boolean,
  explain: string,
): Promise<string> {
  if (!fromStdin) return askSecret(message, explain)
  const secret = (await text(process.stdin)).trim()
  if (secret === '') throw usageError('Standard input is empty: it should hold the secret.')
  return secret
}
