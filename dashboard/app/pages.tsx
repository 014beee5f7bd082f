import lazy from 'preact-iso/lazy'
import { Route, Router } from 'preact-iso/router'
import { NotFoundPage } from './not-found-page.tsx'

const OverviewPage = lazy(async () => (await import('../overview/overview-page.tsx')).OverviewPage)
const HooksPage = lazy(async () => (await import('../hooks/hooks-page.tsx')).HooksPage)
const EditorPage = lazy(async () => (await import('../editor/editor-page.tsx')).EditorPage)
const ApplicationsPage = lazy(
  async () => (await import('../applications/applications-page.tsx')).ApplicationsPage,
)
const ApisPage = lazy(async () => (await import('../apis/apis-page.tsx')).ApisPage)
const LogsPage = lazy(async () => (await import('../logs/logs-page.tsx')).LogsPage)
const SettingsPage = lazy(async () => (await import('../settings/settings-page.tsx')).SettingsPage)

/** Which page an address shows; each is loaded when it is first wanted. */
export function Pages() {
  return (
    <Router>
      <Route path="/dashboard" component={OverviewPage} />
      <Route path="/dashboard/hooks" component={HooksPage} />
      <Route path="/dashboard/hooks/:id" component={EditorPage} />
      <Route path="/dashboard/applications" component={ApplicationsPage} />
      <Route path="/dashboard/apis" component={ApisPage} />
      <Route path="/dashboard/logs" component={LogsPage} />
      <Route path="/dashboard/settings" component={SettingsPage} />
      <Route default component={NotFoundPage} />
    </Router>
  )
}
