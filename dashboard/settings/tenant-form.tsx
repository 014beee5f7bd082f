import { useState } from 'preact/hooks'
import type { TenantSettingsAnswer } from '../../functions/management/contract/answers.ts'
import { useSession } from '../session/session-context.ts'
import { CheckboxField } from '../ui/checkbox-field.tsx'
import { Form } from '../ui/form.tsx'
import { Notice } from '../ui/notice.tsx'
import { SelectField } from '../ui/select-field.tsx'
import { notify } from '../ui/toasts.tsx'
import { DefaultAudienceField } from './default-audience-field.tsx'

type Settings = Pick<
  TenantSettingsAnswer,
  'default_audience' | 'oauth_errors' | 'private_claims' | 'hook_on_management_api'
>

const ERROR_DIALECTS = [
  { value: 'auth0', label: 'As before (auth0)' },
  { value: 'rfc6749', label: 'RFC 6749 (rfc6749)' },
]

const ERROR_HINTS = {
  auth0: 'Most refusals are 403 access_denied, with the texts that existing clients know.',
  rfc6749: 'invalid_client, invalid_scope and invalid_target, with the status codes of the RFC.',
}

/** Changes the settings that this server acts on. */
export function TenantForm(props: {
  settings: TenantSettingsAnswer
  onChange: (settings: TenantSettingsAnswer) => void
}) {
  const { settings, onChange } = props
  const { management, can } = useSession()
  const [draft, setDraft] = useState(ownOf(settings))
  const mayChange = can('update:tenant_settings')
  const isChanged = JSON.stringify(draft) !== JSON.stringify(ownOf(settings))
  const change = (part: Partial<Settings>) => setDraft({ ...draft, ...part })

  async function save(): Promise<void> {
    const saved = await management.tenant.change(draft)
    onChange(saved)
    setDraft(ownOf(saved))
    notify('The settings were saved')
  }

  return (
    <Form
      submitLabel="Save settings"
      onSubmit={save}
      isUnsaved={isChanged}
      disabled={!mayChange || !isChanged}
    >
      <DefaultAudienceField
        value={draft.default_audience}
        disabled={!mayChange}
        onChange={(audience) => change({ default_audience: audience })}
      />
      <SelectField
        label="Wording of refusals (oauth_errors)"
        hint={ERROR_HINTS[draft.oauth_errors]}
        value={draft.oauth_errors}
        options={ERROR_DIALECTS}
        disabled={!mayChange}
        onChange={(dialect) => change({ oauth_errors: dialect === 'rfc6749' ? dialect : 'auth0' })}
      />
      <CheckboxField
        label="Hooks may set claims without a namespace (private_claims)"
        hint="Otherwise a claim's name has to be a URL, so that it cannot collide with a standard one. Names that a standard uses stay reserved."
        checked={draft.private_claims}
        disabled={!mayChange}
        onChange={(isOn) => change({ private_claims: isOn })}
      />
      <CheckboxField
        label="The hook also runs for tokens of the Management API (hook_on_management_api)"
        hint="Otherwise these are issued as granted, whatever the hook does."
        checked={draft.hook_on_management_api}
        disabled={!mayChange}
        onChange={(isOn) => change({ hook_on_management_api: isOn })}
      />
      {draft.hook_on_management_api && (
        <Notice kind="danger">
          A hook that fails then refuses every token of the Management API too: nobody could mend it
          from here, with the command line or with tools, until a token that is out already, which
          lives a day at most, is used for it.
        </Notice>
      )}
    </Form>
  )
}

function ownOf(settings: TenantSettingsAnswer): Settings {
  const { default_audience, oauth_errors, private_claims, hook_on_management_api } = settings
  return { default_audience, oauth_errors, private_claims, hook_on_management_api }
}
