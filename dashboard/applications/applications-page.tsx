import { Page } from '../ui/page.tsx'
import { Skeleton } from '../ui/skeleton.tsx'

/** Applications. */
export function ApplicationsPage() {
  return (
    <Page title="Applications">
      <Skeleton />
    </Page>
  )
}
