import type { HookAnswer } from '../../functions/management/contract/answers.ts'
import { useManagement } from '../session/session-context.ts'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { notify } from '../ui/toasts.tsx'

/** Deletes a hook when its name has been typed. */
export function DeleteHookDialog(props: {
  hook: HookAnswer
  onDeleted: () => Promise<void>
  onClose: () => void
}) {
  const { hook, onDeleted, onClose } = props
  const management = useManagement()
  return (
    <ConfirmDialog
      title={`Delete ${hook.name}?`}
      confirmLabel="Delete the hook"
      typed={hook.name}
      onClose={onClose}
      onConfirm={async () => {
        await management.hooks.remove(hook.id)
        onClose()
        notify(`${hook.name} was deleted`)
        await onDeleted()
      }}
    >
      <p>
        Its script, all its versions and its secrets are removed. This cannot be undone.
        {hook.enabled && ' It is enabled: the next token is issued without it.'}
      </p>
    </ConfirmDialog>
  )
}
