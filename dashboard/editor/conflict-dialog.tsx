import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { DiffView } from './diff-view.tsx'
import type { HookSource } from './hook-source.ts'
import { PackageDifference } from './package-difference.tsx'
import type { HookDraft } from './use-hook-draft.ts'

/**
 * Shows both texts when somebody else has saved since the draft was begun. Neither gets lost, unless
 * the hook has no versions: then the one that is not chosen does.
 */
export function ConflictDialog({ draft, theirs }: { draft: HookDraft; theirs: HookSource }) {
  const hasVersions = theirs.version > 0
  return (
    <Dialog title="Somebody else has saved this hook" kind="wide" onClose={draft.leaveConflict}>
      {hasVersions ? (
        <p>
          Version {theirs.version} was saved while you were writing. Yours is not saved yet. Both
          are kept: theirs among the versions, yours here until you decide.
        </p>
      ) : (
        <p>
          Theirs was saved while you were writing. Yours is not saved yet. This hook has no
          versions: if you save yours, theirs is gone.
        </p>
      )}
      <DiffView
        before={{
          label: hasVersions ? `Theirs: version ${theirs.version}` : 'Theirs',
          text: theirs.script,
        }}
        after={{ label: 'Yours: not saved', text: draft.code.script }}
      />
      <PackageDifference
        before={{ label: 'Theirs', dependencies: theirs.dependencies }}
        after={{ label: 'Yours', dependencies: draft.code.dependencies }}
      />
      <div class="actions">
        <Button kind="primary" isBusy={draft.isSaving} onClick={() => void draft.saveOnTop()}>
          {hasVersions ? `Save mine as version ${theirs.version + 1}` : 'Save mine in its place'}
        </Button>
        <Button onClick={draft.takeTheirs}>Go on with theirs (undo brings mine back)</Button>
        <Button onClick={draft.leaveConflict}>Decide later</Button>
      </div>
    </Dialog>
  )
}
