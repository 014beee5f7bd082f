import { useState } from 'preact/hooks'
import { useSession } from '../session/session-context.ts'
import { Button } from '../ui/button.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Page } from '../ui/page.tsx'
import { useResource } from '../ui/use-resource.ts'
import { CreateHookDialog } from './create-hook-dialog.tsx'
import { HooksEmpty } from './hooks-empty.tsx'
import { TriggerCard } from './trigger-card.tsx'
import { TRIGGERS } from './triggers.ts'

/** All hooks by the point at which they run. */
export function HooksPage() {
  const { management, can } = useSession()
  const hooks = useResource(() => management.hooks.list(), [management])
  const [isCreating, setIsCreating] = useState(false)
  const mayCreate = can('create:hooks')
  return (
    <Page
      title="Hooks"
      lead="A hook is a few lines of Node.js that change every token this tenant issues."
      actions={
        mayCreate && (
          <Button kind="primary" icon="plus" onClick={() => setIsCreating(true)}>
            Create New Hook
          </Button>
        )
      }
    >
      <Loaded resource={hooks} lines={6}>
        {(all) => (
          <>
            {all.length === 0 && (
              <HooksEmpty {...(mayCreate && { onCreate: () => setIsCreating(true) })} />
            )}
            {TRIGGERS.map((trigger) => {
              const own = all.filter(({ triggerId }) => triggerId === trigger.id)
              if (own.length === 0) return null
              return (
                <TriggerCard
                  key={trigger.id}
                  trigger={trigger}
                  hooks={own}
                  onChange={hooks.reload}
                />
              )
            })}
          </>
        )}
      </Loaded>
      {isCreating && (
        <CreateHookDialog
          hooks={hooks.data ?? []}
          onCreated={hooks.reload}
          onClose={() => setIsCreating(false)}
        />
      )}
    </Page>
  )
}
