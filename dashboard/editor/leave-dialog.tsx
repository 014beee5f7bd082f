import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import type { LeaveQuestion } from './use-unsaved-guard.ts'

/** Asks whether what is not saved is to be lost. */
export function LeaveDialog({ question }: { question: LeaveQuestion }) {
  return (
    <Dialog title="Leave without saving?" onClose={question.stay}>
      <p>The changes to this hook are not saved. If you leave now, they are lost.</p>
      <div class="actions">
        <Button kind="primary" onClick={question.stay}>
          Stay here
        </Button>
        <Button kind="danger" onClick={question.go}>
          Leave and lose the changes
        </Button>
      </div>
    </Dialog>
  )
}
