import { useSession } from '../session/session-context.ts'
import { Card } from '../ui/card.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Page } from '../ui/page.tsx'
import { type Tab, Tabs } from '../ui/tabs.tsx'
import { useQueryParameter } from '../ui/use-query-parameter.ts'
import { useResource } from '../ui/use-resource.ts'
import { AddressesCard } from './addresses-card.tsx'
import { KeysCard } from './keys-card.tsx'
import { TenantForm } from './tenant-form.tsx'

/** The tenant's settings, its signing keys and its addresses. */
export function SettingsPage() {
  const { can } = useSession()
  const [tab, setTab] = useQueryParameter('tab', 'tenant')
  const tabs: Tab[] = [{ id: 'tenant', title: 'Tenant', panel: () => <TenantCard /> }]
  if (can('read:signing_keys')) {
    tabs.push({ id: 'keys', title: 'Signing keys', panel: () => <KeysCard /> })
  }
  tabs.push({ id: 'addresses', title: 'Addresses', panel: () => <AddressesCard /> })
  return (
    <Page title="Settings">
      <Tabs label="Parts of the settings" tabs={tabs} current={tab} onChange={setTab} />
    </Page>
  )
}

function TenantCard() {
  const { management } = useSession()
  const settings = useResource(() => management.tenant.settings(), [management])
  return (
    <Card title="Tenant" lead="What holds for all applications, all APIs and the hook.">
      <Loaded resource={settings} lines={9}>
        {(data) => <TenantForm settings={data} onChange={settings.set} />}
      </Loaded>
    </Card>
  )
}
