import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'

/** Asks whether what is not saved is to be lost. */
export function LeaveDialog({ onStay, onLeave }: { onStay: () => void; onLeave: () => void }) {
  return (
    <Dialog title="Leave without saving?" onClose={onStay}>
      <p>What you changed here is not saved. If you leave now, it is lost.</p>
      <div class="actions">
        <Button kind="primary" onClick={onStay}>
          Stay here
        </Button>
        <Button kind="danger" onClick={onLeave}>
          Leave and lose the changes
        </Button>
      </div>
    </Dialog>
  )
}
