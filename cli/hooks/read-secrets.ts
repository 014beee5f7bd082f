import { parseEnv } from 'node:util'
import { usageError } from '../cli-error.ts'
import { askSecret } from '../terminal/ask.ts'
import { readFileOr } from './read-source.ts'

/**
 * Secrets from `KEY=VALUE` words and a dotenv file; a word wins. A word without a value is asked for,
 * so that it stands in no shell's history.
 */
export async function readSecrets(
  words: readonly string[],
  file: string | undefined,
): Promise<Record<string, string>> {
  const fromFile =
    file === undefined ? {} : parseEnv(await readFileOr(file, `No secrets in ${file}.`))
  const secrets = { ...fromFile } as Record<string, string>
  for (const word of words) {
    const [, key = '', value] = /^([^=]*)(?:=(.*))?$/s.exec(word) ?? []
    if (key === '') throw usageError(`A secret is KEY=VALUE, or KEY to be asked for its value.`)
    secrets[key] =
      value ?? (await askSecret(`Value of ${key}`, `${key} has no value: ${key}=VALUE`))
  }
  return secrets
}
