import type { ComponentType } from 'preact'
import lazy from 'preact-iso/lazy'
import { ErrorBox } from '../ui/error-box.tsx'
import { Page } from '../ui/page.tsx'

/**
 * A page that is loaded when it is first wanted. When it cannot be, as after an update of the server,
 * the page says so.
 */
export function lazyPage<P>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  return lazy(() => load().catch(() => PageNotLoaded as ComponentType<P>))
}

function PageNotLoaded() {
  const error = new Error(
    'This page could not be loaded. The server may have been updated: load the dashboard anew.',
  )
  return (
    <Page title="Not loaded">
      <ErrorBox error={error} onRetry={() => location.reload()} />
    </Page>
  )
}
