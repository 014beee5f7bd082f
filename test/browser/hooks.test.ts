import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { confirmDeletion } from './support/confirm-deletion.ts'
import { type OpenDashboard, openDashboard } from './support/open-dashboard.ts'

const script = 'module.exports = (client, scope, audience, context, cb) => cb(null, { scope })'

let dashboard: OpenDashboard
beforeAll(async () => {
  dashboard = await openDashboard()
})
afterAll(() => dashboard.close())

beforeEach(async () => {
  for (const { id } of (await dashboard.api.get('/hooks')).body)
    await dashboard.api.delete(`/hooks/${id}`)
  await createHook('first', { enabled: true })
  await createHook('second')
})

async function createHook(name: string, more: object = {}): Promise<string> {
  const hook = { name, script, triggerId: 'credentials-exchange', ...more }
  const { status, body } = await dashboard.api.post('/hooks', hook)
  expect(status).toBe(201)
  return body.id
}

async function enabledHook(): Promise<string | undefined> {
  const { body } = await dashboard.api.get('/hooks?enabled=true')
  return body[0]?.name
}

it('enables another hook, and none', async () => {
  const page = await dashboard.open('hooks')
  await page.getByLabel('Enabled hook').selectOption('second')
  await page.getByText('second is enabled').waitFor()
  expect(await enabledHook()).toBe('second')
  await page.getByLabel('Enabled hook').selectOption('None')
  await page.getByText('second is disabled').waitFor()
  expect(await enabledHook()).toBeUndefined()
  await page.close()
})

it('creates every hook but the first of its point disabled, and says so', async () => {
  const page = await dashboard.open('hooks')
  await page.getByRole('button', { name: 'Create New Hook' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Third One')
  await page.getByText('It will be created disabled').waitFor()
  await page.keyboard.press('Enter')
  await page.getByText('third-one was created, and is disabled').waitFor()
  expect(await enabledHook()).toBe('first')
  await page.close()
})

it('says what is wrong with a name, and keeps the dialog', async () => {
  const page = await dashboard.open('hooks')
  await page.getByRole('button', { name: 'Create New Hook' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('-no-')
  await page.getByRole('button', { name: 'Create', exact: true }).click()
  await page.getByRole('alert').getByText('must be letters, digits, spaces and dashes').waitFor()
  await page.getByRole('textbox', { name: 'Name' }).fill('first')
  await page.getByRole('button', { name: 'Create', exact: true }).click()
  await page.getByRole('alert').getByText('already exists').waitFor()
  await page.close()
})

it('marks hooks of a point that is not run here', async () => {
  await createHook('sms', { triggerId: 'send-phone-message' })
  const page = await dashboard.open('hooks')
  const point = page.getByRole('region', { name: 'Send Phone Message' })
  await point.getByText('not run here', { exact: true }).waitFor()
  await point.getByRole('link', { name: 'Edit sms' }).click()
  await page.getByText('not run here', { exact: true }).waitFor()
  expect(await page.getByRole('tab', { name: 'Runner' }).count()).toBe(0)
  await page.close()
})

it('renames a hook', async () => {
  const page = await dashboard.open('hooks')
  await page.getByRole('button', { name: 'Rename or delete second' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('better name')
  await page.getByRole('button', { name: 'Rename', exact: true }).click()
  await page.getByRole('link', { name: 'Edit better-name' }).waitFor()
  await page.close()
})

it('deletes a hook when its name has been typed', async () => {
  const page = await dashboard.open('hooks')
  await page.getByRole('button', { name: 'Rename or delete second' }).click()
  await page.getByRole('button', { name: 'Delete this hook' }).click()
  await confirmDeletion(page, 'Delete the hook', 'second')
  expect((await dashboard.api.get('/hooks')).body).toHaveLength(1)
  await page.close()
})

it('can be used with the keyboard alone', async () => {
  const page = await dashboard.open('hooks')
  await page.getByRole('link', { name: 'Edit second' }).waitFor()
  const press = async (key: string, times = 1) => {
    for (let count = 0; count < times; count++) await page.keyboard.press(key)
  }
  const focused = () =>
    page.evaluate<string>('document.activeElement.ariaLabel ?? document.activeElement.textContent')
  // The heading has the focus; the button beside it is the next stop.
  await press('Tab')
  expect(await focused()).toContain('Create New Hook')
  await press('Enter')
  await page.getByRole('dialog').waitFor()
  await press('Escape')
  expect(await page.getByRole('dialog').count()).toBe(0)
  expect(await focused()).toContain('Create New Hook')
  await press('Tab')
  await press('s')
  await page.getByText('second is enabled').waitFor()
  await press('Tab', 2)
  expect(await focused()).toBe('Edit first')
  await press('Enter')
  await page.getByRole('heading', { name: 'first', level: 1 }).waitFor()
  await page.goBack()
  await page.getByRole('heading', { name: 'Hooks', level: 1 }).waitFor()
  await page.close()
})
