import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { type OpenDashboard, openDashboard } from './support/open-dashboard.ts'
import { paste, readEditor } from './support/paste.ts'

const HOUR_MS = 3_600_000

let dashboard: OpenDashboard
beforeAll(async () => {
  dashboard = await openDashboard()
})
afterAll(() => dashboard.close())
afterEach(() => vi.useRealTimers())

async function enterSecret(page: Page, secret?: string): Promise<void> {
  const { client_id, client_secret } = dashboard.tenant.credentials.admin
  await page.getByLabel('Client ID').fill(client_id)
  await page.getByLabel('Client secret').fill(secret ?? client_secret)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

it('takes a client id and secret, and leads to the page that was asked for', async () => {
  const page = await dashboard.newPage()
  await page.goto(`${dashboard.tenant.url}dashboard/hooks`)
  await enterSecret(page)
  await page.getByRole('heading', { name: 'Hooks', level: 1 }).waitFor()
  await page.close()
})

it('says why it takes no other secret', async () => {
  const page = await dashboard.newPage()
  await page.goto(`${dashboard.tenant.url}dashboard/`)
  await enterSecret(page, 'wrong')
  await page.getByRole('alert').getByText('The client ID or the secret is wrong').waitFor()
  await page.close()
})

it('says that a link opens once, and offers the other way', async () => {
  const page = await dashboard.newPage()
  await page.goto(`${dashboard.tenant.url}dashboard/#${'x'.repeat(43)}`)
  await page.getByRole('alert').getByText('was used before').waitFor()
  await enterSecret(page)
  await page.locator('.shell').waitFor()
  await page.close()
})

it('shows nothing any more after sign-out, and the back button leads nowhere else', async () => {
  const page = await dashboard.open('hooks')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('button', { name: 'Sign in' }).waitFor()
  expect(await page.getByText('tutorial').count()).toBe(0)
  await page.close()
})

it('does not offer what the application may not do', async () => {
  const page = await dashboard.open('hooks', ['read:hooks'])
  await page.getByRole('link', { name: 'Edit tutorial' }).waitFor()
  const pages = await page.getByRole('navigation').getByRole('link').allTextContents()
  expect(pages.map((title) => title.trim())).toEqual(['Hooks'])
  expect(await page.getByRole('button', { name: 'Create New Hook' }).count()).toBe(0)
  expect(await page.getByLabel('Enabled hook').isDisabled()).toBe(true)
  await page.getByRole('link', { name: 'Edit tutorial' }).click()
  await page.getByRole('tab', { name: 'Versions' }).waitFor()
  expect(await page.getByRole('tab', { name: 'Runner' }).count()).toBe(0)
  expect(await page.getByRole('button', { name: 'Save' }).count()).toBe(0)
  await page.close()
})

it('renews a token that has ended on the way, unseen', async () => {
  const page = await dashboard.open('hooks')
  await page.route('**/api/v2/hooks?**', (route) => route.fulfill({ status: 401, json: {} }), {
    times: 1,
  })
  await page.getByRole('link', { name: 'Overview' }).click()
  await page.getByRole('link', { name: 'Hooks', exact: true }).click()
  await page.getByRole('link', { name: 'Edit tutorial' }).waitFor()
  expect(await page.getByRole('dialog').count()).toBe(0)
  await page.close()
})

it('asks for another sign-in over the page when the last one has ended, and nothing is lost', async () => {
  const page = await dashboard.open('hooks')
  await page.getByRole('link', { name: 'Edit tutorial' }).click()
  const script = '// not saved yet\nmodule.exports = (client, scope, audience, context, cb) => cb()'
  await paste(page, 'Script of the hook', script)
  // The server's clock alone: its tokens and this sign-in have ended.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 13 * HOUR_MS })
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('dialog', { name: 'Sign in again' }).waitFor()
  expect(await readEditor(page, 'Script of the hook')).toBe(script)
  await enterSecret(page)
  await page.getByText('Version 2 is saved').waitFor()
  await page.close()
})
