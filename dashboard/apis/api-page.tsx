import { useSession } from '../session/session-context.ts'
import { Badge } from '../ui/badge.tsx'
import { Copyable } from '../ui/copyable.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Page } from '../ui/page.tsx'
import { type Tab, Tabs } from '../ui/tabs.tsx'
import { useQueryParameter } from '../ui/use-query-parameter.ts'
import { useResource } from '../ui/use-resource.ts'
import { ApiGrants } from './api-grants.tsx'
import { ApiSettingsTab } from './api-settings-tab.tsx'
import { ScopesTab } from './scopes-tab.tsx'
import { TestTab } from './test/test-tab.tsx'

const BACK = { href: '/dashboard/apis', title: 'APIs' }

/** One API, by its id or its identifier. */
export function ApiPage({ id = '' }: { id?: string }) {
  const { management, can } = useSession()
  const [tab, setTab] = useQueryParameter('tab', 'settings')
  const api = useResource(() => management.apis.get(id), [management, id])
  const mayGrant = can('read:client_grants') && can('read:clients')
  return (
    <Page
      title={api.data?.name ?? 'API'}
      back={BACK}
      lead={
        api.data && (
          <>
            <Copyable text={api.data.identifier} what="the identifier" />{' '}
            {api.data.is_system && <Badge>system</Badge>}
          </>
        )
      }
    >
      <Loaded resource={api} lines={10}>
        {(data) => {
          const part = { api: data, onChange: api.set }
          const tabs: Tab[] = [
            { id: 'settings', title: 'Settings', panel: () => <ApiSettingsTab {...part} /> },
            {
              id: 'scopes',
              title: 'Scopes',
              badge: data.scopes?.length ?? 0,
              panel: () => <ScopesTab {...part} />,
            },
          ]
          if (mayGrant) {
            tabs.push({
              id: 'applications',
              title: 'Machine to Machine Applications',
              panel: () => <ApiGrants api={data} />,
            })
          }
          tabs.push({ id: 'test', title: 'Test', panel: () => <TestTab api={data} /> })
          return <Tabs label="Parts of the API" tabs={tabs} current={tab} onChange={setTab} />
        }}
      </Loaded>
    </Page>
  )
}
