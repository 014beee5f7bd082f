import type { Page } from 'playwright-core'
import { managementClient } from '../../support/management-client.ts'
import { demoExchange } from '../../support/token-client.ts'
import type { OpenDashboard } from './open-dashboard.ts'
import type { Screen } from './screens.ts'

/** A view that is there when a text is. */
function screen(
  name: string,
  path: string | ((dashboard: OpenDashboard) => string | Promise<string>),
  text: string,
  act?: (page: Page, dashboard: OpenDashboard) => Promise<void>,
): Screen {
  return {
    name,
    async open(dashboard) {
      const address = typeof path === 'string' ? path : await path(dashboard)
      const page = await dashboard.open(address)
      await act?.(page, dashboard)
      await page.getByText(text).first().waitFor()
      return page
    },
  }
}

function application(tab: string) {
  return ({ tenant }: OpenDashboard) =>
    `applications/${tenant.credentials.demo.client_id}?tab=${tab}`
}

function demoApi(tab: string) {
  return ({ tenant }: OpenDashboard) =>
    `apis/${encodeURIComponent(tenant.credentials.demo.audience)}?tab=${tab}`
}

/** The address of the event that an exchange leads to. */
function event(changes: Record<string, unknown> = {}) {
  return async ({ tenant }: OpenDashboard) => {
    await demoExchange(tenant, changes)
    const { log_id } = await tenant.lastEvent()
    return `logs/${log_id}`
  }
}

async function click(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name }).first().click()
}

/** The views of everything but hooks and their editor. */
export const TENANT_SCREENS: readonly Screen[] = [
  screen(
    'overview',
    async ({ tenant }) => {
      await demoExchange(tenant)
      await demoExchange(tenant, { scope: 'admin:all' })
      await tenant.ports.log.flush()
      return ''
    },
    'Show as a table',
    (page) => page.getByText('Client has not been granted scopes').first().waitFor(),
  ),
  screen('overview-table', '?days=7', 'Day (UTC)', (page) =>
    page.getByText('Show as a table').click(),
  ),
  screen('applications', 'applications', 'Authorised for'),
  screen('applications-create', 'applications', 'What you know it by', (page) =>
    click(page, 'Create Application'),
  ),
  screen('applications-secret', 'applications', 'Copy the secret now', async (page) => {
    await click(page, 'Create Application')
    await page.getByLabel('Name', { exact: true }).fill('Shown once')
    await page.keyboard.press('Enter')
  }),
  screen('application-settings', application('settings'), 'Add a key', (page) =>
    click(page, 'Add a key'),
  ),
  screen('application-credentials', application('credentials'), 'No keys'),
  screen('application-add-key', application('credentials'), 'Algorithm', (page) =>
    click(page, 'Add a key'),
  ),
  screen('application-rotate', application('credentials'), 'Meanwhile both count', (page) =>
    click(page, 'Rotate'),
  ),
  screen('application-apis', application('apis'), 'Scopes that may be asked for', (page) =>
    click(page, 'Scopes of Example API'),
  ),
  screen('application-delete', application('settings'), 'to confirm', (page) =>
    click(page, 'Delete…'),
  ),
  screen('application-error', 'applications/nobody', 'The client does not exist'),
  screen('apis', 'apis', 'Token lifetime'),
  screen('apis-create', 'apis', 'it cannot be changed', (page) => click(page, 'Create API')),
  screen('api-settings', demoApi('settings'), 'Dialect'),
  screen('api-scopes', demoApi('scopes'), 'Add a scope'),
  screen('api-applications', demoApi('applications'), 'authorised, 1 scope'),
  screen('api-test', demoApi('test'), 'signature valid', async (page, { tenant }) => {
    await page.getByLabel('Client secret').fill(tenant.credentials.demo.client_secret)
    await click(page, 'Get a token')
  }),
  screen('api-test-refused', demoApi('test'), 'Unauthorized', async (page) => {
    await page.getByLabel('Client secret').fill('wrong')
    await click(page, 'Get a token')
  }),
  screen(
    'logs',
    async (dashboard) => {
      await event()(dashboard)
      await event({ scope: 'admin:all' })(dashboard)
      await managementClient(dashboard.tenant)
      return 'logs'
    },
    'Token refused',
  ),
  screen('logs-empty', 'logs?q=nothing-like-this', 'No event matches'),
  screen('logs-error', 'logs?q=%22', 'at character'),
  screen('event-issued', event(), 'Claims added'),
  screen('event-refused', event({ scope: 'admin:all' }), 'No token', (page) =>
    page.getByText('Raw JSON').click(),
  ),
  screen('settings', 'settings', 'Wording of refusals'),
  screen('settings-keys', 'settings?tab=keys', 'began to sign'),
  screen('settings-rotate', 'settings?tab=keys', 'six minutes', (page) => click(page, 'Rotate')),
  screen('settings-addresses', 'settings?tab=addresses', 'Token endpoint'),
]
