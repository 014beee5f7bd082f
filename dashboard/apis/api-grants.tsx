import type { ApiAnswer } from '../../functions/management/contract/answers.ts'
import { GrantRow } from '../grants/grant-row.tsx'
import { useManagement } from '../session/session-context.ts'
import { Card } from '../ui/card.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { useResource } from '../ui/use-resource.ts'
import { loadCallers } from './load-callers.ts'

/** Which applications may ask for tokens of an API, and with which scopes. */
export function ApiGrants({ api }: { api: ApiAnswer }) {
  const management = useManagement()
  const { identifier, scopes = [] } = api
  const callers = useResource(() => loadCallers(management, identifier), [management, identifier])
  return (
    <Card
      title="Machine to Machine Applications"
      lead="Authorised applications get tokens for this API, with the scopes chosen here. The hook may change them."
    >
      <Loaded resource={callers} lines={6}>
        {(all) =>
          all.length === 0 ? (
            <EmptyState title="There is no application yet" icon="application">
              <p>
                <a href="/dashboard/applications">Create one</a>, then authorise it here.
              </p>
            </EmptyState>
          ) : (
            <ul class="grants" aria-label="Applications">
              {all.map(({ client, grant }) => (
                <GrantRow
                  key={`${client.client_id} ${grant?.id}`}
                  place={{
                    clientId: client.client_id,
                    audience: identifier,
                    scopes,
                    grant,
                    title: client.name || client.client_id,
                    detail: client.client_id,
                    href: `/dashboard/applications/${client.client_id}`,
                  }}
                  onChange={callers.reload}
                />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Card>
  )
}
