import type { ClientAnswer } from '../../functions/management/contract/answers.ts'
import { GrantRow } from '../grants/grant-row.tsx'
import { useManagement } from '../session/session-context.ts'
import { Card } from '../ui/card.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { useResource } from '../ui/use-resource.ts'

/** Which APIs an application may ask for, and with which scopes. */
export function ApplicationGrants({ client: { client_id } }: { client: ClientAnswer }) {
  const { apis, grants } = useManagement()
  const resource = useResource(async () => {
    const [all, own] = await Promise.all([apis.list(), grants.list({ client_id })])
    return all
      .map((api) => ({ api, grant: own.find(({ audience }) => audience === api.identifier) }))
      .sort((a, b) => Number(b.grant !== undefined) - Number(a.grant !== undefined))
  }, [apis, grants, client_id])
  return (
    <Card
      title="APIs"
      lead="The application gets tokens for the APIs it is authorised for, with the scopes chosen here. The hook may change them."
    >
      <Loaded resource={resource} lines={5}>
        {(places) =>
          places.length === 0 ? (
            <EmptyState title="There is no API yet" icon="api">
              <p>
                <a href="/dashboard/apis">Create one</a>, then authorise the application for it.
              </p>
            </EmptyState>
          ) : (
            <ul class="grants" aria-label="APIs">
              {places.map(({ api, grant }) => (
                <GrantRow
                  key={`${api.id} ${grant?.id}`}
                  place={{
                    clientId: client_id,
                    audience: api.identifier,
                    scopes: api.scopes ?? [],
                    grant,
                    title: api.name,
                    detail: api.identifier,
                    href: `/dashboard/apis/${api.id}`,
                  }}
                  onChange={resource.reload}
                />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Card>
  )
}
