import { afterAll, beforeAll, expect, it } from 'vitest'
import { type OpenDashboard, openDashboard } from './support/open-dashboard.ts'

let dashboard: OpenDashboard
beforeAll(async () => {
  dashboard = await openDashboard()
})
afterAll(() => dashboard.close())

it('runs no script and applies no style that stands in the page', async () => {
  const { tenant, newPage, violations } = dashboard
  const page = await newPage()
  const address = `${tenant.url}dashboard/`
  await page.route(address, async (route) => {
    const response = await route.fetch()
    const injected =
      '<script>document.documentElement.dataset.injected = "yes"</script>' +
      '<style>body { outline: 9px solid red }</style><img src="x" onerror="this.id = 1">'
    const body = (await response.text()).replace('</body>', `${injected}</body>`)
    await route.fulfill({ response, body })
  })
  await page.goto(address)
  await page.getByRole('button', { name: 'Sign in' }).waitFor()
  expect(await page.evaluate('document.documentElement.dataset.injected')).toBeUndefined()
  expect(await page.evaluate('getComputedStyle(document.body).outlineStyle')).toBe('none')
  const stopped = violations.splice(0).join('\n')
  expect(stopped).toContain('script-src-elem inline')
  expect(stopped).toContain('style-src-elem inline')
  expect(stopped).toContain('script-src-attr inline')
  await page.close()
})

it('lets no text become a document, even for its own scripts', async () => {
  const { open, violations } = dashboard
  const page = await open('hooks')
  const write = page.evaluate('document.body.innerHTML = "<b>x</b>"')
  await expect(write).rejects.toThrow(/TrustedHTML/)
  await expect.poll(() => violations.join('\n')).toContain('require-trusted-types-for')
  violations.length = 0
  await page.close()
})

it('asks nobody but the server that it came from', async () => {
  const { open, context, tenant } = dashboard
  const asked: string[] = []
  context.on('request', (request) => asked.push(new URL(request.url()).origin))
  const page = await open('hooks')
  await page.getByRole('link', { name: 'Edit tutorial' }).click()
  await page.locator('.cm-content').first().waitFor()
  expect(new Set(asked)).toEqual(new Set([new URL(tenant.url).origin]))
  await page.close()
})

it('keeps the token in memory alone, and takes the code off the address', async () => {
  const { open, tenant } = dashboard
  const page = await open('hooks')
  expect(page.url()).toBe(`${tenant.url}dashboard/hooks`)
  const kept = await page.evaluate(
    'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])',
  )
  expect(kept).toBe('[{},{},""]')
  await page.reload()
  await page.getByRole('button', { name: 'Sign in' }).waitFor()
  await page.close()
})
