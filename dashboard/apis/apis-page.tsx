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
import { ApiTable } from './api-table.tsx'
import { CreateApiDialog } from './create-api-dialog.tsx'

/** All APIs that tokens are for. */
export function ApisPage() {
  const { management, can } = useSession()
  const [text, setText] = useQueryParameter('q', '')
  const [isCreating, setIsCreating] = useState(false)
  const apis = useResource(async () => {
    const all = await management.apis.list()
    return all.sort((a, b) => a.name.localeCompare(b.name))
  }, [management])
  const wanted = text.trim().toLowerCase()
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
          {(all) => {
            const found = all.filter(({ name, identifier }) =>
              `${name} ${identifier}`.toLowerCase().includes(wanted),
            )
            return (
              <>
                <search class="list-search">
                  <SearchField
                    label="Search by name or identifier"
                    value={text}
                    onChange={setText}
                  />
                </search>
                {found.length === 0 ? (
                  <EmptyState title="No API matches" icon="search" />
                ) : (
                  <ApiTable apis={found} />
                )}
              </>
            )
          }}
        </Loaded>
      </Card>
      {isCreating && <CreateApiDialog onClose={() => setIsCreating(false)} />}
    </Page>
  )
}
