import { useSession } from '../session/session-context.ts'
import { Page } from '../ui/page.tsx'
import { HooksPart } from './hooks-part.tsx'
import { RefusalsCard } from './refusals-card.tsx'
import { TrafficCard } from './traffic-card.tsx'

/** How the tenant is doing: traffic, what needs attention, the latest refusals. */
export function OverviewPage() {
  const { can } = useSession()
  return (
    <Page title="Overview">
      {can('read:stats') && <TrafficCard />}
      {can('read:hooks') && <HooksPart />}
      {can('read:logs') && <RefusalsCard />}
    </Page>
  )
}
