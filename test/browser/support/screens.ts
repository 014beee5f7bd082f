import type { Page, Route } from 'playwright-core'
import type { OpenDashboard } from './open-dashboard.ts'
import { SCRIPT } from './open-editor.ts'
import { paste } from './paste.ts'
import { TENANT_SCREENS } from './tenant-screens.ts'

/** A view of the dashboard in a state worth looking at. */
export interface Screen {
  name: string
  open(dashboard: OpenDashboard): Promise<Page>
}

/** Every view: looked at for accessibility, and kept as pictures. */
export const SCREENS: readonly Screen[] = [
  {
    name: 'sign-in',
    async open({ tenant, newPage }) {
      const page = await newPage()
      await page.goto(`${tenant.url}dashboard/`)
      await page.getByRole('button', { name: 'Sign in' }).waitFor()
      return page
    },
  },
  {
    name: 'hooks',
    async open({ open }) {
      const page = await open('hooks')
      await page.getByRole('link', { name: 'Edit tutorial' }).waitFor()
      return page
    },
  },
  {
    name: 'hooks-create',
    async open({ open }) {
      const page = await open('hooks')
      await page.getByRole('button', { name: 'Create New Hook' }).click()
      await page.getByRole('textbox', { name: 'Name' }).waitFor()
      return page
    },
  },
  {
    name: 'hooks-delete',
    async open({ open }) {
      const page = await open('hooks')
      await page.getByRole('button', { name: 'Rename or delete tutorial' }).click()
      await page.getByRole('button', { name: 'Delete this hook' }).click()
      return page
    },
  },
  {
    name: 'editor-runner',
    async open(dashboard) {
      const page = await openEditor(dashboard, 'runner')
      await page.getByRole('button', { name: 'Run the draft' }).click()
      await page.getByText('What the token would contain').waitFor()
      return page
    },
  },
  ...['secrets', 'dependencies', 'settings', 'versions', 'logs'].map((tab) => ({
    name: `editor-${tab}`,
    open: (dashboard: OpenDashboard) => openEditor(dashboard, tab),
  })),
  {
    name: 'editor-compare',
    async open(dashboard) {
      const page = await openEditor(dashboard, 'versions')
      await page.locator('.cm-content').first().click()
      await page.keyboard.insertText('// another line\n')
      await page.getByRole('button', { name: 'Compare' }).first().click()
      await page.locator('.diff .cm-content').first().waitFor()
      return page
    },
  },
  {
    name: 'editor-refused',
    async open(dashboard) {
      const page = await openEditor(dashboard, 'runner')
      await paste(page, SCRIPT, FAILING)
      await page.getByRole('button', { name: 'Run the draft' }).click()
      await page.getByText('"error": "server_error"').waitFor()
      return page
    },
  },
  {
    name: 'editor-not-built',
    async open(dashboard) {
      const page = await openEditor(dashboard, 'runner')
      await paste(page, SCRIPT, 'module.exports = function (\n')
      await page.getByRole('button', { name: 'Save' }).click()
      await page.getByRole('alert').waitFor()
      return page
    },
  },
  {
    name: 'editor-conflict',
    async open(dashboard) {
      const page = await openEditor(dashboard, 'runner')
      await paste(page, SCRIPT, FAILING)
      await page.route('**/api/v2/hooks/*', answerConflict)
      await page.getByRole('button', { name: 'Save' }).click()
      await page.locator('.diff .cm-content').first().waitFor()
      return page
    },
  },
  {
    name: 'editor-leave',
    async open(dashboard) {
      const page = await openEditor(dashboard, 'runner')
      await paste(page, SCRIPT, FAILING)
      await page.getByRole('link', { name: 'Close' }).click()
      await page.getByRole('button', { name: 'Stay here' }).waitFor()
      return page
    },
  },
  {
    name: 'unreachable',
    async open({ open }) {
      const page = await open('nothing')
      await page.route('**/api/v2/hooks?**', (route) => route.abort())
      await page.getByRole('link', { name: 'Hooks', exact: true }).click()
      await page.getByRole('alert').waitFor()
      return page
    },
  },
  {
    name: 'hooks-empty',
    async open({ open }) {
      const page = await open('nothing')
      await page.route('**/api/v2/hooks?**', (route) => route.fulfill({ json: { hooks: [] } }))
      await page.getByRole('link', { name: 'Hooks', exact: true }).click()
      await page.getByText('No hooks yet').waitFor()
      return page
    },
  },
  ...TENANT_SCREENS,
  {
    name: 'not-found',
    async open({ open }) {
      const page = await open('nothing')
      await page.getByRole('heading', { name: 'Nothing here' }).waitFor()
      return page
    },
  },
]

const FAILING = `module.exports = function (client, scope, audience, context, cb) {
  console.log('looking up', client.name);
  throw new Error('no such plan');
};
`

/** Refuses a save as if somebody else had been quicker. */
async function answerConflict(route: Route): Promise<void> {
  if (route.request().method() !== 'PATCH') return route.fallback()
  return route.fulfill({ status: 412, json: { message: 'Somebody else has saved it' } })
}

/** The demo's hook in the editor, with a tab of the tools open. */
async function openEditor({ open, tenant }: OpenDashboard, tab: string): Promise<Page> {
  const [tutorial] = await tenant.ports.store.list('hooks', { limit: 1 })
  const page = await open(`hooks/${tutorial?.sk}?tab=${tab}`)
  await page.locator('.workbench-code .cm-content').waitFor()
  return page
}
