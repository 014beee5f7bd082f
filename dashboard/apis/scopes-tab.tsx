import { useSession } from '../session/session-context.ts'
import { Card } from '../ui/card.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Facts } from '../ui/facts.tsx'
import type { ApiPart } from './api-settings-tab.tsx'
import { ScopesForm } from './scopes-form.tsx'

/** What an API defines that its tokens may allow. */
export function ScopesTab({ api, onChange }: ApiPart) {
  const { can } = useSession()
  const scopes = api.scopes ?? []
  const mayChange = can('update:resource_servers') && api.is_system !== true
  return (
    <Card
      title="Scopes"
      lead="What tokens for this API may allow. Applications are granted some of them; the hook may add others."
    >
      {mayChange && <ScopesForm api={api} onChange={onChange} />}
      {!mayChange && scopes.length === 0 && <EmptyState title="It has no scopes" icon="api" />}
      {!mayChange && (
        <Facts facts={scopes.map(({ value, description }) => [value, description ?? ''])} />
      )}
    </Card>
  )
}
