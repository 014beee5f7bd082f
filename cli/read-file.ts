import { readFile } from 'node:fs/promises'
import { CliError } from './cli-error.ts'

/** The text of a file that was named on the command line; `explain` goes before the system's reason. */
export async function readNamedFile(file: string, explain: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new CliError('usage', `${explain} (${reason})`, { cause })
  }
}
