import { Button } from '../ui/button.tsx'
import { ErrorBox } from '../ui/error-box.tsx'
import { Notice } from '../ui/notice.tsx'
import type { HookSource } from './hook-source.ts'
import type { HookDraft } from './use-hook-draft.ts'

/** Why a draft could not be saved, or what is wrong with the saved version. */
export function SaveProblem(props: {
  draft: HookDraft
  saved: HookSource
  onJump: (place: { line: number; column: number }) => void
}) {
  const { draft, saved, onJump } = props
  const { error, fault, isUnsaved } = draft
  if (error !== undefined && fault !== undefined) {
    const { line, column, message } = fault
    return (
      <div role="alert">
        <Notice kind="danger">
          <strong>Not saved: the script cannot be built</strong>
          <p>
            Line {line}, column {column}: {message}
          </p>
          <Button onClick={() => onJump({ line, column })}>Go to line {line}</Button>
        </Notice>
      </div>
    )
  }
  if (error !== undefined) return <ErrorBox error={error} />
  const failed = saved.status.deployment?.error
  const { warnings, outdated, deployed, version } = saved.status
  const isGone = version > 0 && !deployed
  const isFine = failed === undefined && warnings.length === 0 && !outdated && !isGone
  if (isUnsaved || isFine) return null
  return (
    <Notice kind="warning">
      {failed && <p>The last version could not be deployed: {failed.message}</p>}
      {isGone && <p>What was deployed of this version is gone. Build it anew under Versions.</p>}
      {outdated && !isGone && (
        <p>This version was built by an earlier release. Rebuild it under Versions.</p>
      )}
      {warnings.map((warning) => (
        <p key={warning}>{warning}</p>
      ))}
    </Notice>
  )
}
