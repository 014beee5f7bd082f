import type { Page } from 'playwright-core'
import { managementClient } from '../../support/management-client.ts'
import type { OpenDashboard } from './open-dashboard.ts'

export const SCRIPT = 'Script of the hook'

const script = `module.exports = function (client, scope, audience, context, cb) {
  cb(null, { scope: scope, 'https://foo.com/version': 1 });
};
`

let made = 0

/** A new enabled hook in the editor. */
export async function openEditor(
  { tenant, open }: OpenDashboard,
  options: { tab?: string; script?: string } = {},
): Promise<{ page: Page; id: string; path: string }> {
  const api = await managementClient(tenant)
  const hook = { name: `hook-${++made}`, script, triggerId: 'credentials-exchange', enabled: true }
  const { body } = await api.post('/hooks', {
    ...hook,
    ...(options.script !== undefined && { script: options.script }),
  })
  const path = `hooks/${body.id}?tab=${options.tab ?? 'runner'}`
  const page = await open(path)
  await page.getByRole('textbox', { name: SCRIPT }).waitFor()
  return { page, id: body.id, path }
}
