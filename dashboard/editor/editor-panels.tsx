import { useSession } from '../session/session-context.ts'
import { type Tab, Tabs } from '../ui/tabs.tsx'
import { useQueryParameter } from '../ui/use-query-parameter.ts'
import type { Resource } from '../ui/use-resource.ts'
import { DependenciesPanel } from './dependencies-panel.tsx'
import { HookSettingsPanel } from './hook-settings-panel.tsx'
import type { HookSource } from './hook-source.ts'
import { LogsPanel } from './logs-panel.tsx'
import { RunnerPanel } from './runner-panel.tsx'
import { SecretsPanel } from './secrets-panel.tsx'
import type { HookDraft } from './use-hook-draft.ts'
import { useRuns } from './use-runs.ts'
import { VersionsPanel } from './versions-panel.tsx'

/** What can be done with the code, a tab each. */
export function EditorPanels(props: {
  saved: HookSource
  draft: HookDraft
  secrets: Resource<Record<string, string>>
  runsHere: boolean
  onSaved: (source: HookSource) => void
  onJump: (place: { line: number; column: number }) => void
}) {
  const { saved, draft, secrets, runsHere, onSaved, onJump } = props
  const { can } = useSession()
  const [current, setCurrent] = useQueryParameter('tab', 'runner')
  const runs = useRuns(saved.hook.id, draft)
  const { hook, status } = saved
  const packages = Object.keys(draft.code.dependencies).length
  const runner: Tab = {
    id: 'runner',
    title: 'Runner',
    panel: () => <RunnerPanel runs={runs} onJump={onJump} />,
  }
  const tabs: Tab[] = [
    ...(runsHere && can('update:hooks') ? [runner] : []),
    {
      id: 'secrets',
      title: 'Secrets',
      ...(status.missing_secrets.length > 0 && { badge: '!' }),
      panel: () => <SecretsPanel saved={saved} secrets={secrets} onSaved={onSaved} />,
    },
    {
      id: 'dependencies',
      title: 'Packages',
      ...(packages > 0 && { badge: packages }),
      panel: () => <DependenciesPanel saved={saved} draft={draft} runs={runs} />,
    },
    {
      id: 'settings',
      title: 'Settings',
      panel: () => <HookSettingsPanel saved={saved} onSaved={onSaved} />,
    },
    {
      id: 'versions',
      title: 'Versions',
      panel: () => <VersionsPanel saved={saved} draft={draft} onSaved={onSaved} />,
    },
    ...(can('read:logs')
      ? [{ id: 'logs', title: 'Logs', panel: () => <LogsPanel hookId={hook.id} /> }]
      : []),
  ]
  return (
    <div class="workbench-side">
      <Tabs label="Tools for this hook" tabs={tabs} current={current} onChange={setCurrent} />
    </div>
  )
}
