import { useSession } from '../session/session-context.ts'
import { SelectField } from '../ui/select-field.tsx'
import { useResource } from '../ui/use-resource.ts'

/** Which API is meant by requests that name none. */
export function DefaultAudienceField(props: {
  value: string
  disabled: boolean
  onChange: (audience: string) => void
}) {
  const { value, disabled, onChange } = props
  const { management, can } = useSession()
  const apis = useResource(
    async () => (can('read:resource_servers') ? management.apis.list() : []),
    [management],
  )
  const known = (apis.data ?? []).map(({ name, identifier }) => ({
    value: identifier,
    label: `${name}: ${identifier}`,
  }))
  const isKnown = value === '' || known.some((option) => option.value === value)
  return (
    <SelectField
      label="Default audience"
      hint="The API that is meant by requests without an audience. With none, they are refused."
      value={value}
      options={[
        { value: '', label: 'None' },
        ...known,
        ...(isKnown ? [] : [{ value, label: value }]),
      ]}
      disabled={disabled}
      onChange={onChange}
    />
  )
}
