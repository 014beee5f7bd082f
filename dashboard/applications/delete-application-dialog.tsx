import { useLocation } from 'preact-iso/router'
import type { ClientAnswer } from '../../functions/management/contract/answers.ts'
import { useSession } from '../session/session-context.ts'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { Notice } from '../ui/notice.tsx'
import { notify } from '../ui/toasts.tsx'

/** Deletes an application when its name has been typed. */
export function DeleteApplicationDialog(props: { client: ClientAnswer; onClose: () => void }) {
  const { client, onClose } = props
  const { management, clientId } = useSession()
  const { route } = useLocation()
  return (
    <ConfirmDialog
      title={`Delete ${client.name}?`}
      confirmLabel="Delete the application"
      typed={client.name}
      onClose={onClose}
      onConfirm={async () => {
        await management.clients.remove(client.client_id)
        notify(`${client.name} was deleted`)
        route('/dashboard/applications')
      }}
    >
      <p>
        Its secret and keys stop working at once, and its grants are removed. Tokens that are out
        already stay valid until they end. This cannot be undone.
      </p>
      {client.client_id === clientId && (
        <Notice kind="danger">You are signed in with this application.</Notice>
      )}
    </ConfirmDialog>
  )
}
