import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ManagementClient, managementClient } from '../support/management-client.ts'
import { type OpenDashboard, openDashboard } from './support/open-dashboard.ts'

let dashboard: OpenDashboard
let api: ManagementClient
let paths: { api: string; application: string; hook: string }
beforeAll(async () => {
  dashboard = await openDashboard()
  api = await managementClient(dashboard.tenant)
  const { demo } = dashboard.tenant.credentials
  const audience = encodeURIComponent(demo.audience)
  const [hook] = (await api.get('/hooks')).body
  paths = {
    api: `apis/${(await api.get(`/resource-servers/${audience}`)).body.id}`,
    application: `applications/${demo.client_id}`,
    hook: `hooks/${hook.id}`,
  }
})
afterAll(() => dashboard.close())

const question = (page: Page) => page.getByRole('dialog', { name: 'Leave without saving?' })
const stay = (page: Page) => page.getByRole('button', { name: 'Stay here' }).click()
const leave = (page: Page) => page.getByRole('button', { name: 'Leave and lose' }).click()

/** Every form whose fields are of use later: where it is, and a field of it. */
const FORMS: [form: string, at: () => string, change: (page: Page) => Promise<void>][] = [
  [
    'the settings of the tenant',
    () => 'settings',
    (page) => page.getByLabel('Wording of refusals').selectOption('rfc6749').then(done),
  ],
  ['an API', () => paths.api, (page) => page.getByLabel('Name').fill('Other')],
  [
    'the scopes of an API',
    () => `${paths.api}?tab=scopes`,
    (page) => page.getByLabel('Description').first().fill('All orders'),
  ],
  [
    'a grant',
    () => `${paths.application}?tab=apis`,
    async (page) => {
      await page.getByRole('button', { name: 'Scopes of' }).first().click()
      await page.getByRole('checkbox').first().click()
    },
  ],
  [
    'the name of an application',
    () => paths.application,
    (page) => page.getByLabel('Description').fill('Asks for tokens'),
  ],
  [
    'the metadata of an application',
    () => paths.application,
    (page) => page.getByRole('button', { name: 'Add a key' }).click(),
  ],
  [
    'the settings of a hook',
    () => `${paths.hook}?tab=settings`,
    (page) => page.getByLabel('Time limit').fill('5000'),
  ],
  [
    'a secret of a hook',
    () => `${paths.hook}?tab=secrets`,
    (page) => page.getByLabel('Value').fill('hunter22'),
  ],
  [
    'a package of a hook',
    () => `${paths.hook}?tab=dependencies`,
    (page) => page.getByRole('textbox', { name: 'Package' }).fill('lodash'),
  ],
]

function done(): void {}

describe.each(FORMS)('what was changed of %s and not saved', (_form, at, change) => {
  it('is not lost to a link', async () => {
    const page = await dashboard.open(at())
    await change(page)
    await page.getByRole('link', { name: 'Logs', exact: true }).click()
    await question(page).waitFor()
    await stay(page)
    expect(page.url()).toContain(at())
    await page.getByRole('link', { name: 'Logs', exact: true }).click()
    await leave(page)
    await page.getByRole('heading', { name: 'Logs', level: 1 }).waitFor()
    await page.close()
  })
})

it('is not asked about when nothing was changed, nor once it is saved', async () => {
  const page = await dashboard.open(paths.application)
  const description = page.getByLabel('Description')
  await description.fill('Saved')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('The application was saved').waitFor()
  await page.getByRole('tab', { name: 'Credentials' }).click()
  await page.getByRole('tab', { name: 'Settings' }).click()
  expect(await description.inputValue()).toBe('Saved')
  await page.getByRole('link', { name: 'Logs', exact: true }).click()
  await page.getByRole('heading', { name: 'Logs', level: 1 }).waitFor()
  await page.close()
})

it('is not lost to another tab', async () => {
  const page = await dashboard.open(paths.api)
  await page.getByLabel('Name').fill('Other')
  await page.getByRole('tab', { name: 'Scopes' }).click()
  await stay(page)
  expect(await page.getByLabel('Name').inputValue()).toBe('Other')
  await page.getByRole('tab', { name: 'Settings' }).press('ArrowRight')
  await leave(page)
  await page.getByRole('button', { name: 'Save scopes' }).waitFor()
  await page.close()
})

it('is not lost when its line of the list is closed', async () => {
  const page = await dashboard.open(`${paths.application}?tab=apis`)
  const line = page.getByRole('button', { name: 'Scopes of' }).first()
  await line.click()
  const scope = page.getByRole('checkbox').first()
  await scope.click()
  const isChosen = await scope.isChecked()
  await line.click()
  await stay(page)
  expect(await scope.isChecked()).toBe(isChosen)
  await line.click()
  await leave(page)
  await scope.waitFor({ state: 'detached' })
  await page.close()
})

it('is not lost to the back button, the forward button or the end of the page', async () => {
  const page = await dashboard.open('settings')
  await page.getByRole('link', { name: 'Applications' }).click()
  await page.getByRole('link', { name: 'demo' }).click()
  await page.getByRole('link', { name: 'Logs', exact: true }).click()
  await page.getByRole('heading', { name: 'Logs', level: 1 }).waitFor()
  await page.goBack()
  await page.getByLabel('Description').fill('Mine')
  const address = page.url()
  for (const move of [() => page.goBack(), () => page.goForward()]) {
    await move()
    await stay(page)
    expect(page.url()).toBe(address)
    expect(await page.getByLabel('Description').inputValue()).toBe('Mine')
  }
  const asked = page.waitForEvent('dialog')
  void page.reload().catch(() => undefined)
  await (await asked).dismiss()
  await page.goForward()
  await leave(page)
  await page.getByRole('heading', { name: 'Logs', level: 1 }).waitFor()
  await page.close()
})

it('is not lost to a sign-out', async () => {
  const page = await dashboard.open(paths.application)
  await page.getByLabel('Description').fill('Mine')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await stay(page)
  expect(await page.getByLabel('Description').inputValue()).toBe('Mine')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await leave(page)
  await page.getByRole('button', { name: 'Sign in' }).waitFor()
  await page.close()
})

it('is not lost to the back button when it stands in a dialog', async () => {
  const page = await dashboard.open('hooks')
  await page.getByRole('link', { name: 'Applications' }).click()
  await page.getByRole('button', { name: 'Create' }).first().click()
  const name = page.getByRole('textbox', { name: 'Name' })
  await name.fill('billing')
  await page.goBack()
  await stay(page)
  expect(await name.inputValue()).toBe('billing')
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.goBack()
  await page.getByRole('heading', { name: 'Hooks', level: 1 }).waitFor()
  await page.close()
})
