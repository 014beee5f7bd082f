import { Page } from '../ui/page.tsx'
import { Skeleton } from '../ui/skeleton.tsx'

/** Overview. */
export function OverviewPage() {
  return (
    <Page title="Overview">
      <Skeleton />
    </Page>
  )
}
