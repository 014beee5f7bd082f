import { useState } from 'preact/hooks'
import type { ClientAnswer, CredentialAnswer } from '../../functions/management/contract/answers.ts'
import { useSession } from '../session/session-context.ts'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { notify } from '../ui/toasts.tsx'
import { useResource } from '../ui/use-resource.ts'
import { AddKeyDialog } from './add-key-dialog.tsx'
import { KeyTable } from './key-table.tsx'

/** The public keys whose assertions prove an application. */
export function KeysCard({ client }: { client: ClientAnswer }) {
  const { management, can } = useSession()
  const id = client.client_id
  const keys = useResource(() => management.clients.credentials(id), [management, id])
  const [isAdding, setIsAdding] = useState(false)
  const [removing, setRemoving] = useState<CredentialAnswer>()

  async function remove({ id: credentialId }: CredentialAnswer): Promise<void> {
    await management.clients.removeCredential(id, credentialId)
    setRemoving(undefined)
    notify('The key was removed')
    await keys.reload()
  }

  return (
    <Card
      title="Public keys"
      lead="The application signs assertions with the private half, which never leaves it (private_key_jwt)."
      actions={
        can('create:client_credentials') && (
          <Button icon="plus" onClick={() => setIsAdding(true)}>
            Add a key
          </Button>
        )
      }
    >
      <Loaded resource={keys} lines={2}>
        {(all) =>
          all.length === 0 ? (
            <EmptyState title="No keys" icon="key">
              <p>With one, the application needs to send no secret.</p>
            </EmptyState>
          ) : (
            <KeyTable
              keys={all}
              {...(can('delete:client_credentials') && { onRemove: setRemoving })}
            />
          )
        }
      </Loaded>
      {isAdding && (
        <AddKeyDialog clientId={id} onAdded={keys.reload} onClose={() => setIsAdding(false)} />
      )}
      {removing && (
        <ConfirmDialog
          title="Remove this key?"
          confirmLabel="Remove the key"
          onConfirm={() => remove(removing)}
          onClose={() => setRemoving(undefined)}
        >
          <p>
            Assertions signed with <code>{removing.kid}</code> are refused from now on.
          </p>
        </ConfirmDialog>
      )}
    </Card>
  )
}
