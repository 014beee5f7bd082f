import { Route, Router } from 'preact-iso/router'
import { lazyPage } from './lazy-page.tsx'
import { NotFoundPage } from './not-found-page.tsx'

const OverviewPage = lazyPage(
  async () => (await import('../overview/overview-page.tsx')).OverviewPage,
)
const HooksPage = lazyPage(async () => (await import('../hooks/hooks-page.tsx')).HooksPage)
const EditorPage = lazyPage(async () => (await import('../editor/editor-page.tsx')).EditorPage)
const ApplicationsPage = lazyPage(
  async () => (await import('../applications/applications-page.tsx')).ApplicationsPage,
)
const ApplicationPage = lazyPage(
  async () => (await import('../applications/application-page.tsx')).ApplicationPage,
)
const ApisPage = lazyPage(async () => (await import('../apis/apis-page.tsx')).ApisPage)
const ApiPage = lazyPage(async () => (await import('../apis/api-page.tsx')).ApiPage)
const LogsPage = lazyPage(async () => (await import('../logs/logs-page.tsx')).LogsPage)
const SettingsPage = lazyPage(
  async () => (await import('../settings/settings-page.tsx')).SettingsPage,
)

/** Which page an address shows; each is loaded when it is first wanted. */
export function Pages() {
  return (
    <Router>
      <Route path="/dashboard" component={OverviewPage} />
      <Route path="/dashboard/hooks" component={HooksPage} />
      <Route path="/dashboard/hooks/:id" component={EditorPage} />
      <Route path="/dashboard/applications" component={ApplicationsPage} />
      <Route path="/dashboard/applications/:id" component={ApplicationPage} />
      <Route path="/dashboard/apis" component={ApisPage} />
      <Route path="/dashboard/apis/:id" component={ApiPage} />
      <Route path="/dashboard/logs/:id?" component={LogsPage} />
      <Route path="/dashboard/settings" component={SettingsPage} />
      <Route default component={NotFoundPage} />
    </Router>
  )
}
