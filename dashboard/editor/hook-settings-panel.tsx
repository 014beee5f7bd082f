import { useState } from 'preact/hooks'
import { HOOK_LIMITS } from '../../hooks/runtime/contract.ts'
import { useSession } from '../session/session-context.ts'
import { Form } from '../ui/form.tsx'
import { TextField } from '../ui/text-field.tsx'
import { notify } from '../ui/toasts.tsx'
import { type HookSource, readHookSource } from './hook-source.ts'

const { minTimeoutMs, maxTimeoutMs, defaultTimeoutMs, maxAfterCallbackMs } = HOOK_LIMITS
const inWords = (milliseconds: number) => milliseconds.toLocaleString('en')

/** How long the hook may take. Settings count at once, and are no part of a version. */
export function HookSettingsPanel(props: {
  saved: HookSource
  onSaved: (source: HookSource) => void
}) {
  const { saved, onSaved } = props
  const { management, can } = useSession()
  const { id, timeout_ms, after_callback_ms } = saved.hook
  const [timeLimit, setTimeLimit] = useState(toText(timeout_ms))
  const [wait, setWait] = useState(toText(after_callback_ms))
  const isUnchanged = timeLimit === toText(timeout_ms) && wait === toText(after_callback_ms)

  async function save(): Promise<void> {
    await management.hooks.update(id, {
      timeout_ms: toNumber(timeLimit),
      after_callback_ms: toNumber(wait),
    })
    notify('The settings are saved')
    onSaved(await readHookSource(management, id))
  }

  return (
    <Form
      submitLabel="Save the settings"
      submitKind="plain"
      disabled={isUnchanged || !can('update:hooks')}
      onSubmit={save}
      isUnsaved={!isUnchanged}
    >
      <TextField
        label="Time limit in milliseconds"
        hint={`${inWords(minTimeoutMs)} to ${inWords(maxTimeoutMs)}; ${inWords(defaultTimeoutMs)} when empty. A hook that takes longer is ended, and the token refused.`}
        type="number"
        min={minTimeoutMs}
        max={maxTimeoutMs}
        placeholder={String(defaultTimeoutMs)}
        value={timeLimit}
        onInput={setTimeLimit}
      />
      <TextField
        label="Wait after the callback in milliseconds"
        hint={`0 to ${inWords(maxAfterCallbackMs)}. Work that is still pending when the hook calls back may be lost; this waits for it, and so does every token.`}
        type="number"
        min={0}
        max={maxAfterCallbackMs}
        placeholder="0"
        value={wait}
        onInput={setWait}
      />
    </Form>
  )
}

function toText(value: number | undefined): string {
  return value === undefined ? '' : String(value)
}

/** Empty unsets. */
function toNumber(text: string): number | null {
  return text.trim() === '' ? null : Number(text)
}
