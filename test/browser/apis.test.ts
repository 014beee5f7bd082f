import { afterAll, beforeAll, expect, it } from 'vitest'
import { decodeToken, demoExchange } from '../support/token-client.ts'
import { confirmDeletion } from './support/confirm-deletion.ts'
import { type OpenDashboard, openDashboard } from './support/open-dashboard.ts'

let dashboard: OpenDashboard
beforeAll(async () => {
  dashboard = await openDashboard()
})
afterAll(() => dashboard.close())

async function createApi(identifier: string, more: object = {}): Promise<string> {
  const { status, body } = await dashboard.api.post('/resource-servers', {
    name: 'Orders',
    identifier,
    ...more,
  })
  expect(status).toBe(201)
  return body.id
}

/** The address of the demo API's page. */
function demoPath(): string {
  return `apis/${encodeURIComponent(dashboard.tenant.credentials.demo.audience)}`
}

it('creates an API and its scopes', async () => {
  const page = await dashboard.open('apis')
  await page.getByRole('button', { name: 'Create API' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Invoices')
  await page.getByLabel('Identifier', { exact: true }).fill('https://invoices.example.com/')
  await page.getByLabel('Token lifetime in seconds').fill('3600')
  await page.getByText('1 hour', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Create', exact: true }).click()

  await page.getByRole('heading', { name: 'Invoices', level: 1 }).waitFor()
  await page.getByRole('button', { name: 'Add a scope' }).click()
  await page.getByLabel('Scope 1').waitFor()
  await page.keyboard.type('read:invoices')
  await page.getByLabel('Description 1').fill('Read invoices')
  await page.getByRole('button', { name: 'Add a scope' }).click()
  await page.getByLabel('Scope 2').fill('two words')
  await page.getByText('A scope is one word').waitFor()
  await page.getByLabel('Scope 2').fill('write:invoices')
  await page.getByRole('button', { name: 'Save scopes' }).click()
  await page.getByText('The scopes were saved').waitFor()

  const identifier = encodeURIComponent('https://invoices.example.com/')
  expect((await dashboard.api.get(`/resource-servers/${identifier}`)).body).toMatchObject({
    name: 'Invoices',
    token_lifetime: 3600,
    scopes: [{ value: 'read:invoices', description: 'Read invoices' }, { value: 'write:invoices' }],
  })
  await page.close()
})

it('says that an identifier is taken, and keeps the dialog', async () => {
  const { audience } = dashboard.tenant.credentials.demo
  const page = await dashboard.open('apis')
  await page.getByRole('button', { name: 'Create API' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Twice')
  await page.getByLabel('Identifier', { exact: true }).fill(audience)
  await page.getByRole('button', { name: 'Create', exact: true }).click()
  await page.getByRole('alert').waitFor()
  expect(await page.getByLabel('Identifier', { exact: true }).inputValue()).toBe(audience)
  await page.close()
})

it('changes lifetime and dialect, and the next token has them', async () => {
  const page = await dashboard.open(demoPath())
  await page.getByLabel('Token lifetime in seconds').fill('0')
  await page.getByText('A whole number of seconds from 1').waitFor()
  expect(await page.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true)
  await page.getByLabel('Token lifetime in seconds').fill('5400')
  await page.getByText('1 hour 30 minutes').waitFor()
  await page.getByLabel('Dialect').selectOption({ value: 'rfc9068_profile' })
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('The API was saved').waitFor()

  const answer = await demoExchange(dashboard.tenant)
  expect(answer.body.expires_in).toBe(5400)
  expect(decodeToken(answer).header.typ).toBe('at+jwt')
  await page.close()
})

it('authorises an application on the Machine to Machine Applications tab', async () => {
  const id = await createApi('https://orders.example.com/', {
    scopes: [{ value: 'read:orders' }, { value: 'write:orders' }],
  })
  const page = await dashboard.open(`apis/${id}`)
  await page.getByRole('tab', { name: 'Machine to Machine Applications' }).click()
  await page.getByRole('button', { name: 'Authorise demo' }).click()
  await page.getByRole('button', { name: 'All', exact: true }).click()
  await page.getByRole('button', { name: 'Authorise', exact: true }).click()
  await page.getByText('authorised, 2 scopes').waitFor()
  const { client_id } = dashboard.tenant.credentials.demo
  const grants = await dashboard.api.get('/client-grants?audience=https://orders.example.com/')
  expect(grants.body).toMatchObject([{ client_id, scope: ['read:orders', 'write:orders'] }])
  await page.close()
})

it('says that an API with another algorithm gets no tokens, and mends it', async () => {
  const id = await createApi('https://old.example.com/', { signing_alg: 'HS256' })
  const page = await dashboard.open(`apis/${id}`)
  await page.getByText('it wants HS256').waitFor()
  await page.getByRole('button', { name: 'Sign with RS256' }).click()
  await page.getByText('it wants HS256').waitFor({ state: 'detached' })
  expect((await dashboard.api.get(`/resource-servers/${id}`)).body.signing_alg).toBe('RS256')
  await page.close()
})

it('deletes an API when its name has been typed', async () => {
  const id = await createApi('https://gone.example.com/')
  const page = await dashboard.open(`apis/${id}`)
  await page.getByRole('button', { name: 'Delete…' }).click()
  await confirmDeletion(page, 'Delete the API', 'Orders')
  expect((await dashboard.api.get(`/resource-servers/${id}`)).status).toBe(404)
  await page.close()
})

it('offers no change of the Management API itself', async () => {
  const page = await dashboard.open('apis')
  await page.getByRole('link', { name: 'Auth0 Management API' }).click()
  await page.getByText('It can be neither changed nor deleted').waitFor()
  expect(await page.getByRole('button', { name: /Save|Delete/ }).count()).toBe(0)
  await page.getByRole('tab', { name: 'Scopes' }).click()
  await page.getByText('read:client_grants').waitFor()
  expect(await page.getByRole('button', { name: 'Add a scope' }).count()).toBe(0)
  await page.close()
})

it('keeps the tab in the address, so that reload and back lead to it', async () => {
  const page = await dashboard.open('apis')
  await page.getByRole('link', { name: 'Example API' }).click()
  await page.getByRole('tab', { name: 'Settings' }).press('ArrowRight')
  await page.getByRole('button', { name: 'Add a scope' }).waitFor()
  expect(page.url()).toContain('?tab=scopes')
  await page.goBack()
  await page.getByRole('heading', { name: 'APIs', level: 1 }).waitFor()
  await page.goForward()
  await page.getByRole('button', { name: 'Add a scope' }).waitFor()
  await page.close()
})
