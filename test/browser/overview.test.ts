import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildLogEvent } from '../support/build-log-event.ts'
import { demoExchange } from '../support/token-client.ts'
import { type OpenDashboard, openDashboard } from './support/open-dashboard.ts'

const DAY_MS = 86_400_000

let dashboard: OpenDashboard
beforeAll(async () => {
  dashboard = await openDashboard()
})
afterAll(() => dashboard.close())

it('says so when nothing has happened, and that all is well', async () => {
  const page = await dashboard.open('', ['read:stats', 'read:hooks', 'read:logs'])
  await page.getByText('Nothing. All hooks are in order.').waitFor()
  await page.getByText('Nobody was refused').waitFor()
  await page.getByRole('region', { name: 'Enabled hook' }).getByText('tutorial').waitFor()
  await page.close()
})

it('shows tokens, refusals and hook failures by day, as a chart and as a table', async () => {
  const { log } = dashboard.tenant.ports
  const at = Date.now() - 3 * DAY_MS
  for (let number = 0; number < 5; number++) log.append(buildLogEvent(at + number))
  const refused = { ...buildLogEvent(at + 10, 'no'), type: 'feccft' as const }
  log.append({ ...refused, details: { error: 'noGrant' } })
  log.append({ ...refused, log_id: `${refused.log_id}1`, details: { error: 'hookServerError' } })
  await log.flush()

  const page = await dashboard.open('?days=7')
  await page.getByRole('img', { name: /^Tokens issued by day, at most \d+ a day$/ }).waitFor()
  await page.getByRole('img', { name: /^Refusals by day/ }).waitFor()
  await page.getByText('Show as a table').click()
  const table = page.getByRole('table', { name: 'Exchanges by day' })
  expect(await table.locator('tbody tr').count()).toBe(7)
  const cells = await table.locator('tbody tr').nth(3).locator('td').allInnerTexts()
  expect(cells.slice(1)).toEqual(['5', '2', '1'])
  await page.getByLabel('Period').selectOption('Last 90 days')
  await expect.poll(() => table.locator('tbody tr').count()).toBe(90)
  expect(page.url()).toContain('days=90')
  await page.close()
})

it('opens a refusal', async () => {
  await demoExchange(dashboard.tenant, { scope: 'admin:all' })
  await dashboard.tenant.ports.log.flush()
  const page = await dashboard.open()
  const refusals = page.getByRole('region', { name: 'Latest refusals' })
  await refusals.getByText('Client has not been granted scopes: admin:all').click()
  await page.getByRole('dialog', { name: 'Token refused' }).waitFor()
  await page.close()
})

it('names what needs attention, and leads there', async () => {
  const [hook] = (await dashboard.api.get('/hooks')).body
  await dashboard.api.post(`/hooks/${hook.id}/secrets`, { API_KEY: '_VALUE_NOT_SHOWN_' })
  const page = await dashboard.open()
  const attention = page.getByRole('region', { name: 'Needs attention' })
  await attention.getByText('The secret API_KEY has no value').waitFor()
  await attention.getByRole('link', { name: 'tutorial' }).click()
  await page.getByRole('heading', { name: 'tutorial', level: 1 }).waitFor()
  await page.close()
})

it('says when no hook is enabled', async () => {
  const [hook] = (await dashboard.api.get('/hooks')).body
  await dashboard.api.patch(`/hooks/${hook.id}`, { enabled: false })
  const page = await dashboard.open()
  await page.getByText('None: tokens are issued as granted.').waitFor()
  await page.close()
})

it('shows each part to who may read it alone', async () => {
  const page = await dashboard.open('', ['read:logs'])
  await page.getByRole('heading', { name: 'Latest refusals' }).waitFor()
  expect(await page.getByRole('heading', { level: 2 }).count()).toBe(1)
  await page.close()
})
