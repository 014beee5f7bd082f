import { useState } from 'preact/hooks'
import type { ClientAnswer } from '../../functions/management/contract/answers.ts'
import { useSession } from '../session/session-context.ts'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { RotateSecretDialog } from './rotate-secret-dialog.tsx'
import { SecretDialog } from './secret-dialog.tsx'

/** The client secret: it cannot be shown, but rotated. */
export function SecretCard({ client }: { client: ClientAnswer }) {
  const { can } = useSession()
  const [isRotating, setIsRotating] = useState(false)
  const [rotated, setRotated] = useState<ClientAnswer>()
  return (
    <Card
      title="Client secret"
      lead="Kept as a digest alone: it was shown when it was made, and cannot be shown again."
    >
      {can('update:client_keys') && (
        <div class="actions">
          <Button icon="reload" onClick={() => setIsRotating(true)}>
            Rotate…
          </Button>
        </div>
      )}
      {isRotating && (
        <RotateSecretDialog
          client={client}
          onRotated={(answer) => {
            setIsRotating(false)
            setRotated(answer)
          }}
          onClose={() => setIsRotating(false)}
        />
      )}
      {rotated && (
        <SecretDialog
          title="The new secret"
          client={rotated}
          onClose={() => setRotated(undefined)}
        />
      )}
    </Card>
  )
}
