import { useState } from 'preact/hooks'
import type { SigningKeyAnswer } from '../../functions/management/contract/answers.ts'
import { useSession } from '../session/session-context.ts'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { useResource } from '../ui/use-resource.ts'
import { KeyTable } from './key-table.tsx'
import { RevokeKeyDialog } from './revoke-key-dialog.tsx'
import { RotateKeyDialog } from './rotate-key-dialog.tsx'

/** The keys that tokens are signed with: their states, rotation, revocation. */
export function KeysCard() {
  const { management, can } = useSession()
  const keys = useResource(() => management.keys.list(), [management])
  const [isRotating, setIsRotating] = useState(false)
  const [revoking, setRevoking] = useState<SigningKeyAnswer>()
  const mayRotate = can('create:signing_keys') || can('update:signing_keys')
  return (
    <Card
      title="Signing keys"
      lead="Tokens are signed with the current key. The next one is published before its turn, and previous ones until the last of their tokens has ended."
      actions={
        mayRotate && (
          <Button icon="reload" onClick={() => setIsRotating(true)}>
            Rotate…
          </Button>
        )
      }
    >
      <Loaded resource={keys} lines={4}>
        {(all) => (
          <KeyTable keys={all} {...(can('update:signing_keys') && { onRevoke: setRevoking })} />
        )}
      </Loaded>
      {isRotating && (
        <RotateKeyDialog onRotated={keys.reload} onClose={() => setIsRotating(false)} />
      )}
      {revoking && (
        <RevokeKeyDialog
          signingKey={revoking}
          onRevoked={keys.reload}
          onClose={() => setRevoking(undefined)}
        />
      )}
    </Card>
  )
}
