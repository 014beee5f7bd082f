import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { buildLogEvent } from '../support/build-log-event.ts'
import { type ManagementClient, managementClient } from '../support/management-client.ts'
import { demoExchange } from '../support/token-client.ts'
import { type OpenDashboard, openDashboard } from './support/open-dashboard.ts'

const SCRIPT = `module.exports = function (client, scope, audience, context, cb) {
  console.log('asked by', client.name)
  if (context.body.fail) throw new Error('out of order')
  cb(null, { scope: ['extra'], 'https://foo.com/claim': 'bar', role: 'admin' })
}
`

let dashboard: OpenDashboard
let api: ManagementClient
beforeAll(async () => {
  dashboard = await openDashboard()
  api = await managementClient(dashboard.tenant)
  const [hook] = (await api.get('/hooks')).body
  expect((await api.patch(`/hooks/${hook.id}`, { script: SCRIPT })).status).toBe(200)
})
afterAll(() => dashboard.close())

/** One exchange; gives the id of its event. */
async function exchange(changes: object = {}): Promise<string> {
  await demoExchange(dashboard.tenant, { ...changes })
  const { log_id } = await dashboard.tenant.lastEvent()
  return log_id
}

function rows(page: Page) {
  return page.getByRole('table', { name: 'Events, the newest first' }).locator('tbody tr')
}

describe('the list', () => {
  beforeEach(async () => {
    await exchange()
    await exchange({ scope: 'admin:all' })
  })

  it('is filtered by event, application and words, and the address keeps the filter', async () => {
    const page = await dashboard.open('logs')
    await page.getByLabel('Event').selectOption('Tokens refused')
    await page.getByLabel('Application').selectOption('demo')
    await page.getByLabel('Search').fill('admin:all')
    await expect.poll(() => page.url()).toContain('q=admin')
    await expect.poll(() => rows(page).first().innerText()).toContain('Token refused')
    for (const text of await rows(page).allInnerTexts()) expect(text).toContain('admin:all')
    const address = page.url()
    await page.close()

    const again = await dashboard.open(address.split('/dashboard/')[1])
    await expect.poll(() => rows(again).first().innerText()).toContain('admin:all')
    expect(await again.getByLabel('Event').inputValue()).toBe('feccft')
    await again.close()
  })

  it('says where a search cannot be understood', async () => {
    const page = await dashboard.open('logs')
    await page.getByLabel('Search').fill('"unfinished')
    await page.getByRole('alert').getByText('at character').waitFor()
    await page.getByLabel('Search').fill('nothing-like-this')
    await page.getByText('No event matches').waitFor()
    await page.close()
  })

  it('shows new events as they happen, until it is paused', async () => {
    const page = await dashboard.open('logs?type=feccft')
    await rows(page).first().waitFor()
    const live = () => page.getByText('live:scope').count()
    await exchange({ scope: 'live:scope' })
    await expect.poll(live, { timeout: 10_000 }).toBeGreaterThan(0)
    await page.getByRole('button', { name: 'Live' }).click()
    await page.getByRole('button', { name: 'Paused' }).waitFor()
    await exchange({ scope: 'later:scope' })
    await page.waitForTimeout(3_000)
    expect(await page.getByText('later:scope').count()).toBe(0)
    await page.getByRole('button', { name: 'Paused' }).click()
    await expect
      .poll(() => page.getByText('later:scope').count(), { timeout: 10_000 })
      .toBeGreaterThan(0)
    await page.close()
  })

  it('says so while the server does not answer, and catches up', async () => {
    const page = await dashboard.open('logs')
    await rows(page).first().waitFor()
    await page.route('**/api/v2/logs?from=*', (route) => route.abort())
    await page.getByText('The server does not answer').waitFor()
    await exchange({ scope: 'missed:scope' })
    await page.unroute('**/api/v2/logs?from=*')
    await page.getByText('missed:scope').first().waitFor()
    expect(await page.getByText('The server does not answer').count()).toBe(0)
    await page.close()
  })

  it('goes back to older events, each once', async () => {
    const { log } = dashboard.tenant.ports
    const start = Date.now() - 86_400_000
    for (let number = 0; number < 120; number++) {
      log.append(buildLogEvent(start + number, `old ${number}`))
    }
    await log.flush()
    const page = await dashboard.open('logs?client=client')
    await expect.poll(() => rows(page).count()).toBe(50)
    await page.getByRole('button', { name: 'Show older events' }).click()
    await expect.poll(() => rows(page).count()).toBe(120)
    expect(await page.getByRole('button', { name: 'Show older events' }).count()).toBe(0)
    await page.close()
  })
})

describe('an event', () => {
  it('tells what was asked for and granted, and what the hook made of it', async () => {
    const id = await exchange({ scope: 'read:data' })
    const page = await dashboard.open(`logs/${id}`)
    const drawer = page.getByRole('dialog', { name: 'Token issued' })
    const step = (name: string) =>
      drawer.locator('.steps > li').filter({ has: page.getByRole('heading', { name }) })
    await step('Asked for').getByText('read:data').waitFor()
    await step('Granted').getByText('read:data').waitFor()
    const hook = await step('Hook tutorial').innerText()
    expect(hook).toMatch(/Version 2 ran for [\d.]+ ms/)
    expect(hook).toMatch(/Scopes added\s+extra/)
    expect(hook).toMatch(/Scopes removed\s+read:data/)
    expect(hook).toMatch(/Claims added\s+https:\/\/foo.com\/claim/)
    expect(hook).toMatch(/role: the name has no namespace/)
    expect(hook).toContain('asked by demo')
    expect(await step('In the token').innerText()).toContain('extra')

    await drawer.getByText('Raw JSON').click()
    const raw = await drawer.getByRole('region', { name: 'the event as JSON' }).innerText()
    expect(JSON.parse(raw)).toEqual((await api.get(`/logs/${id}`)).body)
    await drawer.getByRole('link', { name: 'demo' }).click()
    await page.getByRole('heading', { name: 'demo', level: 1 }).waitFor()
    await page.close()
  })

  it('leads to the version of the hook that ran, and back', async () => {
    const id = await exchange()
    const page = await dashboard.open(`logs/${id}`)
    await page.getByRole('link', { name: 'Version 2' }).click()
    const version = page.getByRole('dialog', { name: 'Version 2' })
    await version.getByText("console.log('asked by', client.name)").first().waitFor()
    await version.getByRole('button', { name: 'Close' }).click()
    await version.waitFor({ state: 'detached' })
    expect(page.url()).toMatch(/\?tab=versions$/)
    await page.getByRole('button', { name: 'Compare version 1' }).click()
    await page.getByRole('dialog', { name: 'Version 1' }).waitFor()
    expect(page.url()).toMatch(/version=1$/)
    await page.goBack()
    await page.getByRole('dialog', { name: 'Token issued' }).waitFor()
    await page.close()
  })

  it('leads to a version that is kept no longer, and says so', async () => {
    const [hook] = (await api.get('/hooks')).body
    const page = await dashboard.open(`hooks/${hook.id}?tab=versions&version=77`)
    const version = page.getByRole('dialog', { name: 'Version 77' })
    await version.getByRole('alert').getByText('version 77').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Compare version 1' }).waitFor()
    await page.close()
  })

  it('tells how a hook failed, and where', async () => {
    const id = await exchange({ fail: 'yes' })
    const page = await dashboard.open(`logs/${id}`)
    const drawer = page.getByRole('dialog', { name: 'Hook failed' })
    await drawer.getByText('The script threw an error.').waitFor()
    expect(await drawer.getByRole('region', { name: "the hook's error" }).innerText()).toMatch(
      /Error: out of order\s+at module.exports \(hook.cjs:3:/,
    )
    await page.close()
  })

  it('opens from the list by click and by keyboard, and the way back leads to the list', async () => {
    const id = await exchange({ scope: 'admin:all' })
    const page = await dashboard.open('logs?type=feccft')
    await rows(page).first().getByText('demo').click()
    await page.getByRole('dialog', { name: 'Token refused' }).waitFor()
    expect(page.url()).toContain(`/logs/${id}?type=feccft`)
    await page.goBack()
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0)

    await rows(page).first().getByRole('button').press('Enter')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(() => page.url()).toMatch(/\/logs\?type=feccft$/)
    expect(await page.getByRole('dialog').count()).toBe(0)
    await page.goForward()
    await page.getByRole('dialog', { name: 'Token refused' }).waitFor()
    await page.close()
  })

  it('of a change tells who changed what', async () => {
    const { client_id } = dashboard.tenant.credentials.demo
    await api.patch(`/clients/${client_id}`, { description: 'seen' })
    const { log_id } = await dashboard.tenant.lastEvent()
    const page = await dashboard.open(`logs/${log_id}`)
    const drawer = page.getByRole('dialog', { name: 'Change' })
    await drawer.getByText(`PATCH /api/v2/clients/${client_id}`).waitFor()
    await drawer.getByText('description', { exact: true }).waitFor()
    await drawer.getByRole('link', { name: 'admin' }).waitFor()
    await page.close()
  })

  it('that is not there says so', async () => {
    const page = await dashboard.open('logs/90020200101000000000000000000001')
    const drawer = page.getByRole('dialog')
    await drawer.getByRole('alert').getByText('The log event does not exist').waitFor()
    await page.keyboard.press('Escape')
    await rows(page).first().waitFor()
    await page.close()
  })
})
