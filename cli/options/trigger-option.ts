import { Option } from '@commander-js/extra-typings'
import { TRIGGERS } from '../../functions/management/contract/triggers.ts'
import { askChoice } from '../terminal/ask.ts'
import { noteWarnings } from '../terminal/print.ts'

/** `-t`: the hook's type, as the old tool called the trigger. */
export function triggerOption() {
  return new Option('-t, --type <type>', 'type of the hook: its trigger').choices(TRIGGERS)
}

export type Trigger = (typeof TRIGGERS)[number]

/** The trigger that was named, or is chosen now. */
export async function chooseTrigger(type: Trigger | undefined): Promise<Trigger> {
  if (type !== undefined) return type
  const [running] = TRIGGERS
  const choices = TRIGGERS.map((value) => {
    return { value, label: value, ...(value !== running && { hint: 'not run here' }) }
  })
  const explain = `Name the type of the hook: -t ${running}. The types are ${TRIGGERS.join(', ')}.`
  return (await askChoice('Which type of hook?', choices, explain)) as Trigger
}

/** Says of hooks that are kept for exports alone that nothing runs them. */
export function noteInert(types: readonly string[]): void {
  const [running] = TRIGGERS
  const inert = [...new Set(types)].filter((type) => type !== running)
  if (inert.length === 0) return
  const names = inert.toSorted().join(', ')
  const kind = inert.length === 1 ? 'type' : 'types'
  noteWarnings([`Hooks of the ${kind} ${names} are kept, but not run here.`])
}
