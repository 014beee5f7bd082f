import { useState } from 'preact/hooks'
import { useSession } from '../session/session-context.ts'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Page } from '../ui/page.tsx'
import { SearchableList } from '../ui/searchable-list.tsx'
import { useResource } from '../ui/use-resource.ts'
import { ApplicationTable } from './application-table.tsx'
import { CreateApplicationDialog } from './create-application-dialog.tsx'

/** All machines that may ask for tokens. */
export function ApplicationsPage() {
  const { management, can } = useSession()
  const [isCreating, setIsCreating] = useState(false)
  const resource = useResource(async () => {
    const [clients, grants] = await Promise.all([
      management.clients.list(),
      can('read:client_grants') ? management.grants.list() : undefined,
    ])
    clients.sort((a, b) => a.name.localeCompare(b.name))
    return { clients, grants }
  }, [management])
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
          {({ clients, grants }) =>
            clients.length === 0 ? (
              <EmptyState title="No applications yet" icon="application">
                <p>Create one, then authorise it for an API.</p>
              </EmptyState>
            ) : (
              <SearchableList
                label="Search by name or client ID"
                entries={clients}
                textOf={({ name, client_id }) => `${name} ${client_id}`}
                noMatch="No application matches"
              >
                {(found) => <ApplicationTable clients={found} grants={grants} />}
              </SearchableList>
            )
          }
        </Loaded>
      </Card>
      {isCreating && <CreateApplicationDialog onClose={() => setIsCreating(false)} />}
    </Page>
  )
}
