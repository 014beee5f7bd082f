import type { HookAnswer } from '../../functions/management/contract/answers.ts'
import { CliError } from '../cli-error.ts'
import { closestName } from '../closest-name.ts'
import type { Session } from '../session/open-session.ts'

/** The hook of a name or id. */
export async function findHook({ tenant }: Session, wanted: string): Promise<HookAnswer> {
  const hooks = await tenant.hooks.list()
  const name = hookName(wanted)
  const found = hooks.find((hook) => hook.name === name || hook.id === wanted)
  if (found !== undefined) return found
  const names = hooks.map((hook) => hook.name)
  const close = closestName(name, names)
  const hint =
    close !== undefined
      ? `Did you mean ${close}?`
      : names.length > 0
        ? `There are: ${names.join(', ')}.`
        : 'There are no hooks yet: hookmint create makes one.'
  throw new CliError('not_found', `No such hook: ${wanted}`, { hint })
}

/** A hook's name as it is stored. */
export function hookName(text: string): string {
  return text.toLowerCase().replace(/ +/g, '-')
}
