import { useState } from 'preact/hooks'
import type { HookAnswer } from '../../functions/management/contract/answers.ts'
import { useManagement } from '../session/session-context.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Form } from '../ui/form.tsx'
import { Notice } from '../ui/notice.tsx'
import { SelectField } from '../ui/select-field.tsx'
import { TextField } from '../ui/text-field.tsx'
import { notify } from '../ui/toasts.tsx'
import { starterOf, TRIGGERS } from './triggers.ts'

export const NAME_HINT = 'Letters, digits, spaces and dashes.'

/** Asks for extensibility point and name of a new hook. The first one of a point is enabled at once. */
export function CreateHookDialog(props: {
  hooks: HookAnswer[]
  onCreated: () => Promise<void>
  onClose: () => void
}) {
  const { hooks, onCreated, onClose } = props
  const management = useManagement()
  const [triggerId, setTriggerId] = useState('credentials-exchange')
  const [name, setName] = useState('')
  const trigger = TRIGGERS.find(({ id }) => id === triggerId)
  const isFirst = !hooks.some((hook) => hook.triggerId === triggerId)

  async function create(): Promise<void> {
    if (trigger === undefined) return
    const script = starterOf(trigger)
    const enabled = isFirst
    const hook = await management.hooks.create({ name, script, triggerId: trigger.id, enabled })
    onClose()
    notify(`${hook.name} was created, and is ${hook.enabled ? 'enabled' : 'disabled'}`)
    await onCreated()
  }

  return (
    <Dialog title="Create a new hook" onClose={onClose}>
      <Form
        submitLabel="Create"
        onSubmit={create}
        onCancel={onClose}
        isUnsaved={name !== ''}
        disabled={name.trim() === ''}
      >
        <SelectField
          label="Hook"
          value={triggerId}
          options={TRIGGERS.map(({ id, title, runsHere }) => ({
            value: id,
            label: runsHere ? title : `${title} (not run here)`,
          }))}
          onChange={setTriggerId}
        />
        <TextField label="Name" hint={NAME_HINT} value={name} onInput={setName} required />
        <Notice>
          {isFirst
            ? 'It is the first hook of this point, so it will be enabled at once. Its starter text changes nothing.'
            : 'It will be created disabled: enable it in the list when it is ready.'}
        </Notice>
      </Form>
    </Dialog>
  )
}
