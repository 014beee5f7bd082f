import { useState } from 'preact/hooks'
import { useSession } from '../session/session-context.ts'
import { Button } from '../ui/button.tsx'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { Form } from '../ui/form.tsx'
import { notify } from '../ui/toasts.tsx'
import type { GrantPlace } from './grant-row.tsx'
import { ScopeCheckboxes } from './scope-checkboxes.tsx'

/** Chooses the scopes of a grant, makes it or takes it away. */
export function GrantForm({ place, onDone }: { place: GrantPlace; onDone: () => Promise<void> }) {
  const { clientId, audience, scopes, grant, title } = place
  const { management, can } = useSession()
  const [chosen, setChosen] = useState(grant?.scope ?? [])
  const [isRemoving, setIsRemoving] = useState(false)
  const isChanged = chosen.toSorted().join(' ') !== (grant?.scope ?? []).toSorted().join(' ')
  const mayChange = grant === undefined || can('update:client_grants')

  async function save(): Promise<void> {
    if (grant === undefined) {
      await management.grants.create({ client_id: clientId, audience, scope: chosen })
    } else {
      await management.grants.update(grant.id, { scope: chosen })
    }
    notify(grant === undefined ? 'Authorised' : 'The scopes were saved')
    await onDone()
  }

  async function remove(): Promise<void> {
    if (grant !== undefined) await management.grants.remove(grant.id)
    setIsRemoving(false)
    notify('The grant was removed')
    await onDone()
  }

  const checkboxes = (
    <ScopeCheckboxes
      legend="Scopes that may be asked for"
      scopes={scopes}
      chosen={chosen}
      onChange={setChosen}
      disabled={!mayChange}
    />
  )
  return (
    <>
      {mayChange ? (
        <Form
          submitLabel={grant === undefined ? 'Authorise' : 'Save scopes'}
          onSubmit={save}
          isUnsaved={isChanged}
        >
          {checkboxes}
        </Form>
      ) : (
        checkboxes
      )}
      {grant !== undefined && can('delete:client_grants') && (
        <div class="actions">
          <Button icon="trash" onClick={() => setIsRemoving(true)}>
            Remove the grant…
          </Button>
        </div>
      )}
      {isRemoving && (
        <ConfirmDialog
          title="Remove the grant?"
          confirmLabel="Remove the grant"
          onConfirm={remove}
          onClose={() => setIsRemoving(false)}
        >
          <p>
            From now on no token is issued for this pair ({title}). Tokens that are out already stay
            valid until they end.
          </p>
        </ConfirmDialog>
      )}
    </>
  )
}
