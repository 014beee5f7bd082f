import type { SigningKeyAnswer } from '../../functions/management/contract/answers.ts'
import { useSession } from '../session/session-context.ts'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { notify } from '../ui/toasts.tsx'
import { stateOf } from './key-state.ts'

/** Ends trust in a key, for good. */
export function RevokeKeyDialog(props: {
  signingKey: SigningKeyAnswer
  onRevoked: () => Promise<void>
  onClose: () => void
}) {
  const { signingKey, onRevoked, onClose } = props
  const { management, renew } = useSession()
  const { name } = stateOf(signingKey)
  return (
    <ConfirmDialog
      title={`Revoke the ${name} key?`}
      confirmLabel="Revoke the key"
      onClose={onClose}
      onConfirm={async () => {
        // The token that is used here may be one of its own.
        await renew()
        await management.keys.revoke(signingKey.kid)
        onClose()
        notify('The key was revoked')
        await onRevoked()
      }}
    >
      <p>
        <code>{signingKey.kid}</code> is published no more.{' '}
        {name === 'next'
          ? 'It has signed nothing yet; a new next key takes its place.'
          : 'Tokens that it signed are refused as soon as those who check them look at the published keys again, within five minutes.'}{' '}
        This cannot be undone.
      </p>
    </ConfirmDialog>
  )
}
