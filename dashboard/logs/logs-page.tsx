import { Page } from '../ui/page.tsx'
import { Skeleton } from '../ui/skeleton.tsx'

/** Logs. */
export function LogsPage() {
  return (
    <Page title="Logs">
      <Skeleton />
    </Page>
  )
}
