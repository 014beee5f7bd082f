import { afterAll, beforeAll, expect, it } from 'vitest'
import { demoExchange } from '../support/token-client.ts'
import { type OpenDashboard, openDashboard } from './support/open-dashboard.ts'

let dashboard: OpenDashboard
beforeAll(async () => {
  dashboard = await openDashboard()
})
afterAll(() => dashboard.close())

it('changes the settings, and the next exchange has them', async () => {
  const { demo } = dashboard.tenant.credentials
  const page = await dashboard.open('settings')
  await page.getByLabel('Default audience').selectOption({ value: demo.audience })
  await page.getByLabel('Wording of refusals').selectOption({ value: 'rfc6749' })
  await page.getByLabel('Hooks may set claims without a namespace').check()
  await page.getByRole('button', { name: 'Save settings' }).click()
  await page.getByText('The settings were saved').waitFor()

  expect((await dashboard.api.get('/tenants/settings')).body).toMatchObject({
    default_audience: demo.audience,
    oauth_errors: 'rfc6749',
    private_claims: true,
    hook_on_management_api: false,
  })
  const issued = await demoExchange(dashboard.tenant, { audience: undefined })
  expect(issued.status).toBe(200)
  const refused = await demoExchange(dashboard.tenant, { client_secret: 'wrong' })
  expect(refused.body.error).toBe('invalid_client')
  await page.close()
})

it('warns before the hook runs for the Management API', async () => {
  const page = await dashboard.open('settings')
  const box = page.getByLabel('The hook also runs for tokens of the Management API')
  await box.check()
  await page.getByText('refuses every token of the Management API too').waitFor()
  await box.uncheck()
  expect(await page.getByRole('button', { name: 'Save settings' }).isDisabled()).toBe(true)
  await page.close()
})

it('says why a young key cannot sign yet, rotates by force, and revokes the former key', async () => {
  const keys = async () => (await dashboard.api.get('/keys/signing')).body as { kid: string }[]
  const [current, next] = await keys()
  const page = await dashboard.open('settings?tab=keys')
  await page.getByRole('button', { name: 'Rotate' }).click()
  await page.getByText('a next key has to be six minutes old').waitFor()
  await page.getByRole('button', { name: 'Rotate', exact: true }).click()
  await page.getByRole('alert').getByText('The next signing key has been published since').waitFor()
  await page.getByLabel('Rotate even if the next key is younger').check()
  await page.getByRole('button', { name: 'Rotate', exact: true }).click()
  await page.getByText('The next key signs now').waitFor()
  expect(await keys()).toMatchObject([
    { kid: next?.kid, current: true },
    { next: true },
    { kid: current?.kid, previous: true },
  ])

  await page.getByRole('button', { name: `Revoke ${current?.kid}` }).click()
  await page.getByRole('button', { name: 'Revoke the key' }).click()
  await page.getByText('The key was revoked').waitFor()
  await page.getByText('revoked', { exact: true }).waitFor()
  const published = await fetch(`${dashboard.tenant.url}.well-known/jwks.json`)
  expect(await published.text()).not.toContain(current?.kid)
  await page.close()
})

it('offers no change to who may only read', async () => {
  const page = await dashboard.open('settings', ['read:tenant_settings', 'read:signing_keys'])
  await page.getByLabel('Default audience').waitFor()
  expect(await page.getByLabel('Wording of refusals').isDisabled()).toBe(true)
  await page.getByRole('tab', { name: 'Signing keys' }).click()
  await page.getByText('current', { exact: true }).waitFor()
  expect(await page.getByRole('button', { name: /Rotate|Revoke/ }).count()).toBe(0)
  await page.close()
})
