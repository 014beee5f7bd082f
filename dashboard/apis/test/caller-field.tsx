import { SelectField } from '../../ui/select-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import type { ApiCaller } from '../load-callers.ts'

/** Chooses the application that asks. `callers`: undefined when they may not be listed. */
export function CallerField(props: {
  clientId: string
  callers: readonly ApiCaller[] | undefined
  onChange: (clientId: string) => void
}) {
  const { clientId, callers, onChange } = props
  if (callers === undefined) {
    return <TextField label="Client ID" value={clientId} onInput={onChange} isCode />
  }
  const isAuthorised = callers.some(
    ({ client, grant }) => client.client_id === clientId && grant !== undefined,
  )
  return (
    <SelectField
      label="Application"
      hint={isAuthorised ? undefined : 'It is not authorised for this API, so it will be refused.'}
      value={clientId}
      options={callers.map(({ client, grant }) => ({
        value: client.client_id,
        label: grant === undefined ? `${client.name} (not authorised)` : client.name,
      }))}
      onChange={onChange}
    />
  )
}
