import { useManagement } from '../session/session-context.ts'
import { Loaded } from '../ui/loaded.tsx'
import { Page } from '../ui/page.tsx'
import { useResource } from '../ui/use-resource.ts'
import { readHookSource } from './hook-source.ts'
import { Workbench } from './workbench.tsx'

/** The editor of one hook. */
export function EditorPage({ id = '' }: { id?: string }) {
  const management = useManagement()
  const source = useResource(() => readHookSource(management, id), [management, id])
  if (source.data !== undefined)
    return <Workbench key={id} saved={source.data} onSaved={source.set} />
  return (
    <Page title="Hook" back={{ href: '/dashboard/hooks', title: 'Hooks' }}>
      <Loaded resource={source} lines={12}>
        {() => null}
      </Loaded>
    </Page>
  )
}
