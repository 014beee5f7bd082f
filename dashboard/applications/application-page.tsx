import { useSession } from '../session/session-context.ts'
import { Copyable } from '../ui/copyable.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Page } from '../ui/page.tsx'
import { type Tab, Tabs } from '../ui/tabs.tsx'
import { useQueryParameter } from '../ui/use-query-parameter.ts'
import { useResource } from '../ui/use-resource.ts'
import { ApplicationGrants } from './application-grants.tsx'
import { CredentialsTab } from './credentials-tab.tsx'
import { SettingsTab } from './settings-tab.tsx'

const BACK = { href: '/dashboard/applications', title: 'Applications' }

/** One application. */
export function ApplicationPage({ id = '' }: { id?: string }) {
  const { management, can } = useSession()
  const [tab, setTab] = useQueryParameter('tab', 'settings')
  const client = useResource(() => management.clients.get(id), [management, id])
  const mayGrant = can('read:client_grants') && can('read:resource_servers')
  return (
    <Page
      title={client.data?.name ?? 'Application'}
      back={BACK}
      lead={<Copyable text={id} what="the client ID" />}
    >
      <Loaded resource={client} lines={10}>
        {(data) => {
          const part = { client: data, onChange: client.set }
          const tabs: Tab[] = [
            { id: 'settings', title: 'Settings', panel: () => <SettingsTab {...part} /> },
            { id: 'credentials', title: 'Credentials', panel: () => <CredentialsTab {...part} /> },
          ]
          if (mayGrant) {
            tabs.push({
              id: 'apis',
              title: 'APIs',
              panel: () => <ApplicationGrants client={data} />,
            })
          }
          return (
            <Tabs label="Parts of the application" tabs={tabs} current={tab} onChange={setTab} />
          )
        }}
      </Loaded>
    </Page>
  )
}
