import type { ComponentChildren } from 'preact'
import { useErrorBoundary } from 'preact/hooks'
import { ErrorBox } from '../ui/error-box.tsx'
import { Page } from '../ui/page.tsx'

/** Keeps a fault of a page from taking the navigation away with it. */
export function PageBoundary({ children }: { children: ComponentChildren }) {
  const [error, reset] = useErrorBoundary()
  if (error === undefined) return <>{children}</>
  return (
    <Page title="Something went wrong">
      <ErrorBox error={error} onRetry={reset} />
    </Page>
  )
}
