import type { ClientAnswer } from '../../functions/management/contract/answers.ts'
import { Button } from '../ui/button.tsx'
import { Copyable } from '../ui/copyable.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Facts } from '../ui/facts.tsx'
import { Notice } from '../ui/notice.tsx'

/** Shows a new secret, once. */
export function SecretDialog(props: { title: string; client: ClientAnswer; onClose: () => void }) {
  const { title, client, onClose } = props
  return (
    <Dialog title={title} onClose={onClose}>
      <Notice kind="warning">
        Copy the secret now: it is kept as a digest alone, so nobody can show it again. If it is
        lost, rotate it.
      </Notice>
      <Facts
        facts={[
          ['Client ID', <Copyable text={client.client_id} what="the client ID" />],
          [
            'Client secret',
            <Copyable text={client.client_secret ?? ''} what="the client secret" />,
          ],
        ]}
      />
      <div class="actions">
        <Button kind="primary" onClick={onClose}>
          I have copied it
        </Button>
      </div>
    </Dialog>
  )
}
