import { useState } from 'preact/hooks'
import { useSession } from '../session/session-context.ts'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Page } from '../ui/page.tsx'
import { SearchField } from '../ui/search-field.tsx'
import { useQueryParameter } from '../ui/use-query-parameter.ts'
import { useResource } from '../ui/use-resource.ts'
import { ApplicationTable } from './application-table.tsx'
import { CreateApplicationDialog } from './create-application-dialog.tsx'

/** All machines that may ask for tokens. */
export function ApplicationsPage() {
  const { management, can } = useSession()
  const [text, setText] = useQueryParameter('q', '')
  const [isCreating, setIsCreating] = useState(false)
  const resource = useResource(async () => {
    const [clients, grants] = await Promise.all([
      management.clients.list(),
      can('read:client_grants') ? management.grants.list() : undefined,
    ])
    clients.sort((a, b) => a.name.localeCompare(b.name))
    return { clients, grants }
  }, [management])
  const wanted = text.trim().toLowerCase()
  const create = (
    <Button kind="primary" icon="plus" onClick={() => setIsCreating(true)}>
      Create Application
    </Button>
  )
  return (
    <Page
      title="Applications"
      lead="An application is a machine that asks for tokens, with a client ID and a secret or a key."
      actions={can('create:clients') && create}
    >
      <Card>
        <Loaded resource={resource} lines={8}>
          {({ clients, grants }) => {
            const found = clients.filter(({ name, client_id }) =>
              `${name} ${client_id}`.toLowerCase().includes(wanted),
            )
            if (clients.length === 0) {
              return (
                <EmptyState title="No applications yet" icon="application">
                  <p>Create one, then authorise it for an API.</p>
                </EmptyState>
              )
            }
            return (
              <>
                <search class="list-search">
                  <SearchField
                    label="Search by name or client ID"
                    value={text}
                    onChange={setText}
                  />
                </search>
                {found.length === 0 ? (
                  <EmptyState title="No application matches" icon="search" />
                ) : (
                  <ApplicationTable clients={found} grants={grants} />
                )}
              </>
            )
          }}
        </Loaded>
      </Card>
      {isCreating && <CreateApplicationDialog onClose={() => setIsCreating(false)} />}
    </Page>
  )
}
