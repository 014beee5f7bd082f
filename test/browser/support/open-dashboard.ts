import type { BrowserContext, Page } from 'playwright-core'
import { MANAGEMENT_SCOPES } from '../../../functions/core/management-scopes.ts'
import { createDashboardCode } from '../../../functions/management/dashboard-codes/create-dashboard-code.ts'
import { launchChromium } from '../../support/launch-chromium.ts'
import { managementClient } from '../../support/management-client.ts'
import { type ServedTenant, serveTenant } from '../../support/serve-tenant.ts'

/** Runs in each page before anything of its own. */
const REPORT_VIOLATIONS = `
  addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) => {
    reportViolation([effectiveDirective, blockedURI, sample].join(' '))
  })
`

export type OpenDashboard = Awaited<ReturnType<typeof openDashboard>>

/** A fresh demo tenant with its admin's calls, a real browser, and how to sign in as the admin. */
export async function openDashboard(options: { registry?: string } = {}) {
  const [tenant, chromium] = await Promise.all([
    serveTenant({ requestsPerMinute: 1_000_000, ...options }),
    launchChromium(),
  ])
  const violations: string[] = []
  const { context } = chromium
  await context.exposeBinding('reportViolation', (_source, text: string) => {
    violations.push(text)
  })
  await context.addInitScript({ content: REPORT_VIOLATIONS })

  return {
    tenant,
    /** The admin's calls of the Management API. */
    api: await managementClient(tenant),
    context,
    /**
     * Everything that the content security policy has stopped, and every error of a page. What a
     * test provokes it takes away again: with any of them the end of it is a failure.
     */
    violations,
    /** A page at a path below `/dashboard`, signed in as the admin or with these scopes. */
    async open(path = '', scopes?: readonly string[]): Promise<Page> {
      const page = await newPage(context, violations)
      await signIn(page, tenant, path, scopes)
      return page
    },
    newPage: () => newPage(context, violations),
    async close() {
      await chromium.close()
      await tenant.close()
      if (violations.length > 0) throw new Error(`In the pages:\n${violations.join('\n')}`)
    },
  }
}

async function newPage(context: BrowserContext, violations: string[]): Promise<Page> {
  const page = await context.newPage()
  page.on('pageerror', (error) => violations.push(String(error)))
  return page
}

/** Opens an address with a one-time code, as `hookmint dashboard` does. */
async function signIn(
  page: Page,
  { url, ports, credentials }: ServedTenant,
  path: string,
  scopes: readonly string[] = MANAGEMENT_SCOPES.map(({ value }) => value),
): Promise<void> {
  const caller = { clientId: credentials.admin.client_id, scopes }
  const code = await createDashboardCode(ports.store, caller, Date.now())
  await page.goto(`${url}dashboard/${path}#${code}`)
  await page.locator('.shell').waitFor()
}
