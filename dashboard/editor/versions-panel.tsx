import { useState } from 'preact/hooks'
import { useSession } from '../session/session-context.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { useResource } from '../ui/use-resource.ts'
import type { HookSource } from './hook-source.ts'
import type { HookDraft } from './use-hook-draft.ts'
import { VersionDialog } from './version-dialog.tsx'
import { VersionRow } from './version-row.tsx'

/** Every saved version: what was different, and the way back to it. */
export function VersionsPanel(props: {
  saved: HookSource
  draft: HookDraft
  onSaved: (source: HookSource) => void
}) {
  const { saved, draft, onSaved } = props
  const { management } = useSession()
  const { id } = saved.hook
  const versions = useResource(() => management.hooks.versions(id), [management, id, saved.version])
  const [opened, setOpened] = useState<number>()
  return (
    <div class="stack">
      <Loaded resource={versions} lines={4}>
        {(all) =>
          all.length === 0 ? (
            <EmptyState title="No versions yet" icon="versions">
              <p>Each Save makes one that can be compared and gone back to.</p>
            </EmptyState>
          ) : (
            <ol class="rows" aria-label="Versions">
              {all.map((version) => (
                <VersionRow
                  key={version.version}
                  version={version}
                  onOpen={() => setOpened(version.version)}
                />
              ))}
            </ol>
          )
        }
      </Loaded>
      {opened !== undefined && (
        <VersionDialog
          saved={saved}
          draft={draft}
          number={opened}
          onSaved={onSaved}
          onClose={() => {
            setOpened(undefined)
            void versions.reload()
          }}
        />
      )}
    </div>
  )
}
