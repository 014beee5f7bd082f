import { useLocation } from 'preact-iso/router'
import type { ApiAnswer } from '../../functions/management/contract/answers.ts'
import { useManagement } from '../session/session-context.ts'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { notify } from '../ui/toasts.tsx'

/** Deletes an API when its name has been typed. */
export function DeleteApiDialog({ api, onClose }: { api: ApiAnswer; onClose: () => void }) {
  const { apis } = useManagement()
  const { route } = useLocation()
  return (
    <ConfirmDialog
      title={`Delete ${api.name}?`}
      confirmLabel="Delete the API"
      typed={api.name}
      onClose={onClose}
      onConfirm={async () => {
        await apis.remove(api.id)
        notify(`${api.name} was deleted`)
        route('/dashboard/apis')
      }}
    >
      <p>
        Its scopes and the grants of all applications for it are removed. Tokens that are out
        already stay valid until they end. This cannot be undone.
      </p>
    </ConfirmDialog>
  )
}
