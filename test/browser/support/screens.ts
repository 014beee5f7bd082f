import type { Page } from 'playwright-core'
import type { OpenDashboard } from './open-dashboard.ts'
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

/** The demo's hook in the editor, with a tab of the tools open. */
async function openEditor({ open, tenant }: OpenDashboard, tab: string): Promise<Page> {
  const [tutorial] = await tenant.ports.store.list('hooks', { limit: 1 })
  const page = await open(`hooks/${tutorial?.sk}?tab=${tab}`)
  await page.locator('.workbench-code .cm-content').waitFor()
  return page
}
