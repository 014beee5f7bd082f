import { useSession } from '../session/session-context.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { useQueryParameter } from '../ui/use-query-parameter.ts'
import { useResource } from '../ui/use-resource.ts'
import type { HookSource } from './hook-source.ts'
import type { HookDraft } from './use-hook-draft.ts'
import { VersionDialog } from './version-dialog.tsx'
import { VersionRow } from './version-row.tsx'

/** Every saved version: what was different, and the way back to it. The address says which is open. */
export function VersionsPanel(props: {
  saved: HookSource
  draft: HookDraft
  onSaved: (source: HookSource) => void
}) {
  const { saved, draft, onSaved } = props
  const { management } = useSession()
  const { id } = saved.hook
  const versions = useResource(() => management.hooks.versions(id), [management, id, saved.version])
  const [opened, setOpened] = useQueryParameter('version', '')
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
                  onOpen={() => setOpened(String(version.version))}
                />
              ))}
            </ol>
          )
        }
      </Loaded>
      {opened !== '' && (
        <VersionDialog
          saved={saved}
          draft={draft}
          key={opened}
          number={Number(opened)}
          onSaved={onSaved}
          onClose={() => {
            setOpened('')
            void versions.reload()
          }}
        />
      )}
    </div>
  )
}
