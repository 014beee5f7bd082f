import { Page } from '../ui/page.tsx'
import { Skeleton } from '../ui/skeleton.tsx'

/** APIs. */
export function ApisPage() {
  return (
    <Page title="APIs">
      <Skeleton />
    </Page>
  )
}
