import { LocationProvider } from 'preact-iso/router'
import { SessionProvider } from '../session/session-provider.tsx'
import { Toasts } from '../ui/toasts.tsx'
import { LeaveGuard } from './leave-guard.tsx'
import { PageBoundary } from './page-boundary.tsx'
import { Pages } from './pages.tsx'
import { Shell } from './shell.tsx'

/** The whole page: nothing of the tenant is shown before somebody has signed in. */
export function App() {
  return (
    <LocationProvider scope="/dashboard">
      <LeaveGuard>
        <SessionProvider>
          <Shell>
            <PageBoundary>
              <Pages />
            </PageBoundary>
          </Shell>
        </SessionProvider>
      </LeaveGuard>
      <Toasts />
    </LocationProvider>
  )
}
