import { generateKeyPairSync } from 'node:crypto'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { postToken } from '../support/token-client.ts'
import { confirmDeletion } from './support/confirm-deletion.ts'
import { type OpenDashboard, openDashboard } from './support/open-dashboard.ts'

let dashboard: OpenDashboard
beforeAll(async () => {
  dashboard = await openDashboard()
})
afterAll(() => dashboard.close())

async function createApplication(name: string, more: object = {}) {
  const { status, body } = await dashboard.api.post('/clients', { name, ...more })
  expect(status).toBe(201)
  return body as { client_id: string; client_secret: string }
}

/** The answer's status for an application that asks for a token of the demo API. */
async function askForToken(client_id: string, client_secret: string): Promise<number> {
  const { audience } = dashboard.tenant.credentials.demo
  const grant_type = 'client_credentials'
  const parameters = { grant_type, client_id, client_secret, audience }
  return (await postToken(dashboard.tenant.url, parameters)).status
}

async function shownSecret(page: Page): Promise<string> {
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Copy the secret now').waitFor()
  return dialog.locator('dd').last().innerText()
}

it('creates an application, shows its secret once, and authorises it', async () => {
  const page = await dashboard.open('applications')
  await page.getByRole('button', { name: 'Create Application' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Night batch')
  await page.getByRole('button', { name: 'Create', exact: true }).click()
  const secret = await shownSecret(page)
  await page.getByRole('button', { name: 'I have copied it' }).click()

  await page.getByRole('heading', { name: 'Night batch', level: 1 }).waitFor()
  expect(await page.content()).not.toContain(secret)
  await page.getByRole('button', { name: 'Authorise Example API' }).click()
  await page.getByRole('checkbox', { name: 'read:data' }).check()
  await page.getByRole('button', { name: 'Authorise', exact: true }).click()
  await page.getByText('authorised, 1 scope').waitFor()

  const id = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  expect(await askForToken(id, secret)).toBe(200)
  const [grant] = (await dashboard.api.get(`/client-grants?client_id=${id}`)).body
  expect(grant.scope).toEqual(['read:data'])
  const { body } = await dashboard.api.get(`/clients/${id}`)
  expect(body).toMatchObject({ name: 'Night batch', grant_types: ['client_credentials'] })
  await page.close()
})

it('copies the secret', async () => {
  const { client_id } = await createApplication('Copied')
  const page = await dashboard.open(`applications/${client_id}?tab=credentials`)
  await dashboard.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('button', { name: 'Rotate' }).click()
  await page.getByRole('button', { name: 'Rotate the secret' }).click()
  const secret = await shownSecret(page)
  await page.getByRole('button', { name: 'Copy the client secret' }).click()
  await page.getByRole('button', { name: 'Copied', exact: true }).waitFor()
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe(secret)
  await page.close()
})

it.each([
  { period: '1 day', outcome: 'still counts', status: 403 },
  { period: 'Not at all: it ends now', outcome: 'ends', status: 401 },
])('rotates a secret: with "$period" the former one $outcome', async ({ period, status }) => {
  const former = await createApplication(`Rotated ${status}`)
  const page = await dashboard.open(`applications/${former.client_id}?tab=credentials`)
  await page.getByRole('button', { name: 'Rotate' }).click()
  await page.getByLabel('The present secret still counts for').selectOption(period)
  await page.getByRole('button', { name: 'Rotate the secret' }).click()
  const secret = await shownSecret(page)
  // Without a grant: 403 once the secret is taken, 401 when it is not.
  expect(await askForToken(former.client_id, secret)).toBe(403)
  expect(await askForToken(former.client_id, former.client_secret)).toBe(status)
  await page.close()
})

it('changes, adds and removes metadata', async () => {
  const client_metadata = { tier: 'gold', region: 'eu' }
  const { client_id } = await createApplication('Described', { client_metadata })
  const page = await dashboard.open(`applications/${client_id}`)
  await page.getByLabel('Value 1').fill('silver')
  await page.getByRole('button', { name: 'Remove region' }).click()
  await page.getByRole('button', { name: 'Add a key' }).click()
  await page.getByLabel('Key 2').fill('tier')
  await page.getByText('The key tier is there twice.').waitFor()
  await page.getByLabel('Key 2').fill('owner')
  await page.getByLabel('Value 2').fill('billing')
  await page.getByRole('button', { name: 'Save metadata' }).click()
  await page.getByText('The metadata was saved').waitFor()
  const { body } = await dashboard.api.get(`/clients/${client_id}`)
  expect(body.client_metadata).toEqual({ tier: 'silver', owner: 'billing' })
  await page.close()
})

it('renames an application, and says what is wrong with a name', async () => {
  const { client_id } = await createApplication('Before')
  const page = await dashboard.open(`applications/${client_id}`)
  const name = page.getByRole('textbox', { name: 'Name' })
  await name.fill('<b>')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByRole('alert').getByText('must not have < or >').waitFor()
  expect(await name.inputValue()).toBe('<b>')
  await name.fill('After')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByRole('heading', { name: 'After', level: 1 }).waitFor()
  expect((await dashboard.api.get(`/clients/${client_id}`)).body.name).toBe('After')
  await page.close()
})

it('adds a public key, says what is wrong with another text, and removes the key', async () => {
  const { client_id } = await createApplication('Signer')
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const page = await dashboard.open(`applications/${client_id}?tab=credentials`)
  await page.getByRole('button', { name: 'Add a key' }).click()
  await page.getByLabel('Name').fill('first key')
  const pem = page.getByLabel('Public key or certificate (PEM)')
  await pem.fill('not a key')
  await page.getByRole('button', { name: 'Add the key' }).click()
  await page.getByRole('alert').waitFor()
  await pem.fill(String(publicKey.export({ type: 'spki', format: 'pem' })))
  await page.getByRole('button', { name: 'Add the key' }).click()
  await page.getByRole('row', { name: 'first key' }).waitFor()
  const added = (await dashboard.api.get(`/clients/${client_id}/credentials`)).body
  expect(added).toMatchObject([{ name: 'first key', alg: 'RS256' }])

  await page.getByRole('button', { name: 'Remove the key first key' }).click()
  await page.getByRole('button', { name: 'Remove the key', exact: true }).click()
  await page.getByText('No keys').waitFor()
  expect((await dashboard.api.get(`/clients/${client_id}/credentials`)).body).toEqual([])
  await page.close()
})

it('takes keys alone from an application, and then a secret again', async () => {
  const { client_id, client_secret } = await createApplication('Strict')
  const page = await dashboard.open(`applications/${client_id}?tab=credentials`)
  const method = page.getByLabel('The application proves itself with')
  await method.selectOption({ value: 'private_key_jwt' })
  await page.getByText('The application was saved').waitFor()
  expect(await askForToken(client_id, client_secret)).toBe(401)
  await method.selectOption({ value: 'client_secret_post' })
  await expect.poll(() => askForToken(client_id, client_secret)).toBe(403)
  await page.close()
})

it('changes the scopes of a grant, and takes it away', async () => {
  const { client_id } = await createApplication('Granted')
  const { audience } = dashboard.tenant.credentials.demo
  await dashboard.api.post('/client-grants', {
    client_id,
    audience,
    scope: ['read:data', 'unknown:scope'],
  })
  const grants = async () => (await dashboard.api.get(`/client-grants?client_id=${client_id}`)).body
  const page = await dashboard.open(`applications/${client_id}?tab=apis`)
  await page.getByRole('button', { name: 'Scopes of Example API' }).click()
  await page.getByText('Not defined by the API').waitFor()
  await page.getByRole('checkbox', { name: 'unknown:scope' }).uncheck()
  await page.getByRole('checkbox', { name: 'write:data' }).check()
  await page.getByRole('button', { name: 'Save scopes' }).click()
  await page.getByText('authorised, 2 scopes').waitFor()
  expect(await grants()).toMatchObject([{ scope: ['read:data', 'write:data'] }])

  await page.getByRole('button', { name: 'Scopes of Example API' }).click()
  await page.getByRole('button', { name: 'Remove the grant…' }).click()
  await page.getByRole('button', { name: 'Remove the grant', exact: true }).click()
  await page.getByRole('button', { name: 'Authorise Example API' }).waitFor()
  expect(await grants()).toEqual([])
  await page.close()
})

it('says why the last administrator stays', async () => {
  const { client_id } = dashboard.tenant.credentials.admin
  const page = await dashboard.open(`applications/${client_id}?tab=apis`)
  await page.getByRole('button', { name: 'Scopes of Auth0 Management API' }).click()
  await page.getByRole('button', { name: 'Remove the grant…' }).click()
  await page.getByRole('button', { name: 'Remove the grant', exact: true }).click()
  await page.getByRole('alert').getByText('is the last grant that may manage grants').waitFor()
  await page.close()
})

it('deletes an application when its name has been typed', async () => {
  const { client_id } = await createApplication('Short lived')
  const page = await dashboard.open(`applications/${client_id}`)
  await page.getByRole('button', { name: 'Delete…' }).click()
  await confirmDeletion(page, 'Delete the application', 'Short lived')
  await page.getByRole('heading', { name: 'Applications', level: 1 }).waitFor()
  expect((await dashboard.api.get(`/clients/${client_id}`)).status).toBe(404)
  await page.close()
})

it('finds an application by a part of its name', async () => {
  await createApplication('Needle')
  const page = await dashboard.open('applications')
  await page.getByLabel('Search by name or client ID').fill('needl')
  await expect.poll(() => page.getByRole('row').count()).toBe(2)
  await page.getByRole('link', { name: 'Needle' }).waitFor()
  expect(page.url()).toContain('?q=needl')
  await page.getByLabel('Search by name or client ID').fill('nothing like it')
  await page.getByText('No application matches').waitFor()
  await page.close()
})

it('offers no change to who may only read', async () => {
  const { client_id } = dashboard.tenant.credentials.demo
  const page = await dashboard.open('applications', ['read:clients'])
  await page.getByRole('link', { name: 'demo' }).waitFor()
  expect(await page.getByRole('button', { name: 'Create Application' }).count()).toBe(0)
  await page.close()
  const detail = await dashboard.open(`applications/${client_id}`, ['read:clients'])
  await detail.getByRole('heading', { name: 'Metadata' }).waitFor()
  expect(await detail.getByRole('button', { name: /Save|Delete/ }).count()).toBe(0)
  expect(await detail.getByRole('tab', { name: 'APIs' }).count()).toBe(0)
  await detail.close()
})

it('says so when the server does not answer, and tries again', async () => {
  const page = await dashboard.open()
  await page.route('**/api/v2/clients?*', (route) => route.abort())
  await page.getByRole('link', { name: 'Applications' }).click()
  await page.getByRole('alert').getByText('The server does not answer').waitFor()
  await page.unroute('**/api/v2/clients?*')
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByRole('link', { name: 'demo' }).waitFor()
  await page.close()
})

it('says so when there is no such application', async () => {
  const page = await dashboard.open('applications/nobody')
  await page.getByRole('alert').getByText('The client does not exist').waitFor()
  await page.close()
})
