import { readFile } from 'node:fs/promises'
import { TRIGGERS } from '../functions/management/contract/triggers.ts'
import { usageError } from './cli-error.ts'
import type { Trigger } from './hooks/trigger-option.ts'

/** The starter text of a trigger's hooks. */
export async function readTemplate(trigger: Trigger): Promise<string> {
  const [running] = TRIGGERS
  if (trigger !== running) {
    throw usageError(
      `Hooks of the type ${trigger} are kept, but not run here, and have no starter text.`,
      `The type that runs here: hookmint scaffold -t ${running}`,
    )
  }
  return readFile(new URL(`../hooks/templates/${trigger}.js`, import.meta.url), 'utf8')
}
