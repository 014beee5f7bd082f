import { generateKeyPairSync } from 'node:crypto'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type OpenDashboard, openDashboard } from './support/open-dashboard.ts'

let dashboard: OpenDashboard
beforeAll(async () => {
  dashboard = await openDashboard()
})
afterAll(() => dashboard.close())

async function openTestTab(scopes?: string[]): Promise<Page> {
  const { audience } = dashboard.tenant.credentials.demo
  return dashboard.open(`apis/${encodeURIComponent(audience)}?tab=test`, scopes)
}

async function askForToken(page: Page, secret?: string): Promise<void> {
  const { client_secret } = dashboard.tenant.credentials.demo
  await page.getByLabel('Client secret').fill(secret ?? client_secret)
  await page.getByRole('button', { name: 'Get a token' }).click()
}

/** The lines of a part of the token, as they are read. */
function linesOf(page: Page, part: 'Header' | 'Payload'): Promise<string[]> {
  return page
    .getByRole('list', { name: `${part} of the token` })
    .locator('li')
    .allInnerTexts()
}

it('shows a real token with the last two items set by the hook, and checks its signature', async () => {
  const page = await openTestTab()
  await askForToken(page)
  await page.getByText('signature valid').waitFor()
  expect(await linesOf(page, 'Header')).toEqual([
    expect.stringContaining('"typ": "JWT"'),
    expect.stringContaining('"alg": "RS256"'),
    expect.stringContaining('"kid": '),
  ])
  const payload = await linesOf(page, 'Payload')
  expect(payload.filter((line) => line.includes('by the hook'))).toEqual(payload.slice(-2))
  expect(payload.slice(-2)).toEqual([
    expect.stringContaining('"scope": "read:data extra"'),
    expect.stringContaining('"https://foo.com/claim": "bar"'),
  ])
  await page.getByText('Scopes that the hook added').waitFor()
  await page.close()
})

it('says so when a signature is not good', async () => {
  const page = await openTestTab()
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  await page.route('**/.well-known/jwks.json', async (route) => {
    const { keys } = await (await route.fetch()).json()
    const other = publicKey.export({ format: 'jwk' })
    await route.fulfill({ json: { keys: keys.map((key: object) => ({ ...key, ...other })) } })
  })
  await askForToken(page)
  await page.getByText('signature invalid').waitFor()
  await page.close()
})

it('shows why a request was refused', async () => {
  const page = await openTestTab()
  await askForToken(page, 'not the secret')
  await page.getByText('401', { exact: true }).waitFor()
  await page.getByText('"error_description": "Unauthorized"').waitFor()
  await page.getByRole('link', { name: 'See it in the logs' }).click()
  await page.getByText('The client secret is wrong').first().waitFor()
  await page.close()
})

it('shows the answer where it can be seen', async () => {
  const page = await openTestTab()
  await page.setViewportSize({ width: 1000, height: 500 })
  await askForToken(page, 'not the secret')
  const heading = page.getByRole('heading', { name: 'The answer' })
  await expect.poll(async () => (await heading.boundingBox())?.y).toBeLessThan(500)
  await page.close()
})

it('sends the secret to the token endpoint alone, and keeps it nowhere', async () => {
  const { client_secret } = dashboard.tenant.credentials.demo
  const page = await openTestTab()
  const sentTo: string[] = []
  page.on('request', (request) => {
    const sent = `${request.url()} ${JSON.stringify(request.headers())} ${request.postData()}`
    if (sent.includes(client_secret)) sentTo.push(new URL(request.url()).pathname)
  })
  await askForToken(page)
  await page.getByText('signature valid').waitFor()
  expect(sentTo).toEqual(['/oauth/token'])
  const kept = await page.evaluate<string>(
    'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href, document.cookie])',
  )
  expect(kept).not.toContain(client_secret)

  await page.getByRole('tab', { name: 'Scopes' }).click()
  await page.getByRole('tab', { name: 'Test' }).click()
  expect(await page.getByLabel('Client secret').inputValue()).toBe('')
  await page.close()
})

it('shows the request in eleven languages, with the secret only when it is asked for', async () => {
  const { client_id, client_secret } = dashboard.tenant.credentials.demo
  const page = await openTestTab()
  await page.getByLabel('Client secret').fill(client_secret)
  const language = page.getByLabel('Language')
  const request = page.getByRole('region', { name: 'the program', exact: true })
  const titles = await language.locator('option').allTextContents()
  expect(titles).toHaveLength(11)
  const seen = new Set<string>()
  for (const title of titles) {
    await language.selectOption(title)
    await expect.poll(async () => seen.has(await request.innerText())).toBe(false)
    const text = await request.innerText()
    seen.add(text)
    expect(text).toContain(client_id)
    expect(text).toContain('YOUR_CLIENT_SECRET')
    expect(text).not.toContain(client_secret)
  }
  await page.getByLabel('Show the secret in it').check()
  await expect.poll(() => request.innerText()).toContain(client_secret)
  await page.close()
})

it('asks for the client ID when applications may not be listed', async () => {
  const page = await openTestTab(['read:resource_servers'])
  await page.getByLabel('Client ID').fill(dashboard.tenant.credentials.demo.client_id)
  await askForToken(page)
  await page.getByText('signature valid').waitFor()
  await page.close()
})
