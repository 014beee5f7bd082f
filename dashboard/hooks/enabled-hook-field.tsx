import { useState } from 'preact/hooks'
import type { HookAnswer } from '../../functions/management/contract/answers.ts'
import { useSession } from '../session/session-context.ts'
import { ErrorBox } from '../ui/error-box.tsx'
import { SelectField } from '../ui/select-field.tsx'
import { notify } from '../ui/toasts.tsx'
import type { Trigger } from './triggers.ts'

/** Which hook of an extensibility point is enabled: one, or none. */
export function EnabledHookField(props: {
  trigger: Trigger
  hooks: HookAnswer[]
  onChange: () => Promise<void>
}) {
  const { trigger, hooks, onChange } = props
  const { management, can } = useSession()
  const [isBusy, setIsBusy] = useState(false)
  const [error, setError] = useState<Error>()
  const enabled = hooks.find((hook) => hook.enabled)

  async function choose(id: string): Promise<void> {
    setIsBusy(true)
    setError(undefined)
    try {
      const chosen = id === '' ? enabled : hooks.find((hook) => hook.id === id)
      if (chosen === undefined) return
      await management.hooks.update(chosen.id, { enabled: id !== '' })
      notify(`${chosen.name} is ${id === '' ? 'disabled' : 'enabled'}`)
    } catch (thrown) {
      setError(thrown as Error)
    } finally {
      await onChange()
      setIsBusy(false)
    }
  }

  return (
    <div class="enabled-hook">
      <SelectField
        label="Enabled hook"
        hint={
          trigger.runsHere
            ? 'It runs for all applications and all APIs.'
            : 'The choice is kept for exports.'
        }
        value={enabled?.id ?? ''}
        disabled={isBusy || !can('update:hooks')}
        options={[
          { value: '', label: 'None' },
          ...hooks.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(id) => void choose(id)}
      />
      {error && <ErrorBox error={error} />}
    </div>
  )
}
