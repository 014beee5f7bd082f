import { useState } from 'preact/hooks'
import { TRIGGERS } from '../hooks/triggers.ts'
import { useManagement, useSession } from '../session/session-context.ts'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import { Page } from '../ui/page.tsx'
import { unsavedMark } from '../ui/unsaved.ts'
import { useResource } from '../ui/use-resource.ts'
import { CodeEditor } from './code-editor.tsx'
import { ConflictDialog } from './conflict-dialog.tsx'
import { EditorPanels } from './editor-panels.tsx'
import type { HookSource } from './hook-source.ts'
import { SaveProblem } from './save-problem.tsx'
import { useHookDraft } from './use-hook-draft.ts'
import { useSaveKey } from './use-save-key.ts'

/** The code at the left, what can be done with it at the right. */
export function Workbench(props: { saved: HookSource; onSaved: (source: HookSource) => void }) {
  const { saved, onSaved } = props
  const { can } = useSession()
  const management = useManagement()
  const { hook, version } = saved
  const draft = useHookDraft(saved, onSaved)
  const secrets = useResource(() => management.hooks.secrets(hook.id), [management, hook.id])
  const [jump, setJump] = useState<{ line: number; column: number }>()
  const maySave = can('update:hooks')
  const save = () => void (maySave && draft.isUnsaved && draft.save())
  useSaveKey(save)
  const runsHere = TRIGGERS.some(({ id, runsHere }) => id === hook.triggerId && runsHere)

  return (
    <Page
      title={hook.name}
      isFull
      back={{ href: '/dashboard/hooks', title: 'Hooks' }}
      marks={
        <>
          {!runsHere && <Badge kind="warning">not run here</Badge>}
          {runsHere && (
            <Badge kind={hook.enabled ? 'success' : 'plain'}>
              {hook.enabled ? 'enabled' : 'disabled'}
            </Badge>
          )}
          {version > 0 && <Badge>version {version}</Badge>}
          {draft.isUnsaved && <Badge kind="warning">not saved</Badge>}
        </>
      }
      actions={
        <>
          {maySave && (
            <Button
              kind="primary"
              isBusy={draft.isSaving}
              disabled={!draft.isUnsaved}
              onClick={save}
            >
              {draft.isSaving ? 'Saving…' : 'Save'}
            </Button>
          )}
          <LinkButton icon="close" href="/dashboard/hooks">
            Close
          </LinkButton>
        </>
      }
    >
      <div class="workbench">
        <div class="workbench-code" {...unsavedMark(draft.isUnsaved)}>
          <SaveProblem draft={draft} saved={saved} onJump={setJump} />
          <CodeEditor
            label="Script of the hook"
            value={draft.code.script}
            isReadOnly={!maySave}
            onChange={(script) => draft.change({ script })}
            onSave={save}
            secretNames={Object.keys(secrets.data ?? {})}
            fault={draft.fault}
            jump={jump}
          />
          <p class="muted small">
            In the editor, Tab indents; press Escape first to leave it by Tab.
          </p>
        </div>
        <EditorPanels
          saved={saved}
          draft={draft}
          secrets={secrets}
          runsHere={runsHere}
          onSaved={onSaved}
          onJump={setJump}
        />
      </div>
      {draft.theirs && <ConflictDialog draft={draft} theirs={draft.theirs} />}
    </Page>
  )
}
