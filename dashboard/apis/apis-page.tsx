import { useState } from 'preact/hooks'
import { useSession } from '../session/session-context.ts'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Page } from '../ui/page.tsx'
import { SearchableList } from '../ui/searchable-list.tsx'
import { useResource } from '../ui/use-resource.ts'
import { ApiTable } from './api-table.tsx'
import { CreateApiDialog } from './create-api-dialog.tsx'

/** All APIs that tokens are for. */
export function ApisPage() {
  const { management, can } = useSession()
  const [isCreating, setIsCreating] = useState(false)
  const apis = useResource(async () => {
    const all = await management.apis.list()
    return all.sort((a, b) => a.name.localeCompare(b.name))
  }, [management])
  return (
    <Page
      title="APIs"
      lead="An API is what a token is for. Requests name it by its identifier, as the audience."
      actions={
        can('create:resource_servers') && (
          <Button kind="primary" icon="plus" onClick={() => setIsCreating(true)}>
            Create API
          </Button>
        )
      }
    >
      <Card>
        <Loaded resource={apis} lines={8}>
          {(all) => (
            <SearchableList
              label="Search by name or identifier"
              entries={all}
              textOf={({ name, identifier }) => `${name} ${identifier}`}
              noMatch="No API matches"
            >
              {(found) => <ApiTable apis={found} />}
            </SearchableList>
          )}
        </Loaded>
      </Card>
      {isCreating && <CreateApiDialog onClose={() => setIsCreating(false)} />}
    </Page>
  )
}
