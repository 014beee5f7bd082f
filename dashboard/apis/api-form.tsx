import { useState } from 'preact/hooks'
import { useManagement } from '../session/session-context.ts'
import { Form } from '../ui/form.tsx'
import { SelectField } from '../ui/select-field.tsx'
import { TextField } from '../ui/text-field.tsx'
import { notify } from '../ui/toasts.tsx'
import type { ApiPart } from './api-settings-tab.tsx'
import { DIALECTS, dialectOf } from './dialects.ts'
import { problemOf } from './lifetime.ts'
import { LifetimeField } from './lifetime-field.tsx'

/** Changes an API's name, and the lifetime and dialect of its tokens. */
export function ApiForm({ api, onChange }: ApiPart) {
  const { apis } = useManagement()
  const [name, setName] = useState(api.name)
  const [lifetime, setLifetime] = useState(String(api.token_lifetime))
  const [dialectId, setDialectId] = useState<string>(dialectOf(api.token_dialect)?.id ?? '')
  const dialect = DIALECTS.find(({ id }) => id === dialectId)
  const isChanged =
    name !== api.name ||
    Number(lifetime) !== api.token_lifetime ||
    dialect !== dialectOf(api.token_dialect)

  async function save(): Promise<void> {
    const changed = await apis.update(api.id, {
      name,
      token_lifetime: Number(lifetime),
      ...(dialect && { token_dialect: dialect.id }),
    })
    onChange(changed)
    notify('The API was saved')
  }

  return (
    <Form
      submitLabel="Save"
      onSubmit={save}
      isUnsaved={isChanged}
      disabled={!isChanged || problemOf(Number(lifetime)) !== undefined}
    >
      <TextField label="Name" value={name} onInput={setName} autocomplete="off" required />
      <LifetimeField value={lifetime} onInput={setLifetime} />
      <SelectField
        label="Dialect"
        hint={dialect?.hint}
        value={dialectId}
        options={DIALECTS.map(({ id, title }) => ({ value: id, label: title }))}
        onChange={setDialectId}
      />
    </Form>
  )
}
