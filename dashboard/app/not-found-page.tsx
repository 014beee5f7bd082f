import { EmptyState } from '../ui/empty-state.tsx'
import { Page } from '../ui/page.tsx'

/** For an address that names no page. */
export function NotFoundPage() {
  return (
    <Page title="Nothing here">
      <EmptyState title="There is no page at this address" icon="search">
        <p>
          It may have been moved or mistyped. <a href="/dashboard/hooks">Go to the hooks</a>
        </p>
      </EmptyState>
    </Page>
  )
}
