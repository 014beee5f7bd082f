import { Page } from '../ui/page.tsx'
import { Skeleton } from '../ui/skeleton.tsx'

/** Settings. */
export function SettingsPage() {
  return (
    <Page title="Settings">
      <Skeleton />
    </Page>
  )
}
