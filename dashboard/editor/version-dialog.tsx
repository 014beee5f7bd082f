import { useState } from 'preact/hooks'
import { useSession } from '../session/session-context.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorBox } from '../ui/error-box.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { notify } from '../ui/toasts.tsx'
import { useResource } from '../ui/use-resource.ts'
import { DiffView } from './diff-view.tsx'
import { type HookSource, isSameCode, readHookSource } from './hook-source.ts'
import { PackageDifference } from './package-difference.tsx'
import type { HookDraft } from './use-hook-draft.ts'
import { whenDeployed } from './when-deployed.ts'

/** A version beside what is in the editor, with the way back to it. */
export function VersionDialog(props: {
  saved: HookSource
  draft: HookDraft
  number: number
  onSaved: (source: HookSource) => void
  onClose: () => void
}) {
  const { saved, draft, number, onSaved, onClose } = props
  const { management, can } = useSession()
  const { id } = saved.hook
  const version = useResource(() => management.hooks.version(id, number), [management, id, number])
  const [error, setError] = useState<Error>()
  const [isBusy, setIsBusy] = useState(false)

  async function act(call: () => Promise<unknown>, done: string): Promise<void> {
    setIsBusy(true)
    setError(undefined)
    try {
      await call()
      await whenDeployed(management, id)
      const source = await readHookSource(management, id)
      if (!draft.isUnsaved) draft.change(source)
      onSaved(source)
      notify(done)
      onClose()
    } catch (thrown) {
      setError(thrown as Error)
      setIsBusy(false)
    }
  }

  const rollBack = () =>
    act(() => management.hooks.deploy(id, number), `The hook is back at version ${number}`)
  const rebuild = () =>
    act(() => management.hooks.rebuild(id, number), `Version ${number} was built anew`)

  return (
    <Dialog title={`Version ${number}`} kind="wide" onClose={onClose}>
      <Loaded resource={version} lines={8}>
        {({ script, dependencies, current, outdated }) => (
          <>
            <DiffView
              before={{ label: `Version ${number}`, text: script }}
              after={{ label: 'In the editor', text: draft.code.script }}
            />
            <PackageDifference
              before={{ label: `Version ${number}`, dependencies }}
              after={{ label: 'In the editor', dependencies: draft.code.dependencies }}
            />
            {isSameCode({ script, dependencies }, draft.code) && <p>The editor has the same.</p>}
            {error && <ErrorBox error={error} />}
            {can('update:hooks') && (
              <div class="actions">
                <Button
                  kind="primary"
                  disabled={current}
                  isBusy={isBusy}
                  onClick={() => void rollBack()}
                >
                  {current ? 'This is the current version' : `Roll back to version ${number}`}
                </Button>
                {(outdated || (current && !saved.status.deployed)) && (
                  <Button isBusy={isBusy} onClick={() => void rebuild()}>
                    Build anew
                  </Button>
                )}
                <Button
                  onClick={() => {
                    draft.change({ script, dependencies })
                    onClose()
                  }}
                >
                  Put it into the editor
                </Button>
              </div>
            )}
          </>
        )}
      </Loaded>
    </Dialog>
  )
}
