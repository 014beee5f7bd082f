import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { managementClient } from '../support/management-client.ts'
import { decodeToken, demoExchange } from '../support/token-client.ts'
import { type OpenDashboard, openDashboard } from './support/open-dashboard.ts'
import { paste } from './support/paste.ts'

/** As the tutorial has it. */
const SAMPLE = `module.exports = function(client, scope, audience, context, cb) {
  var access_token = {};
  access_token['https://foo.com/claim'] = 'bar';
  access_token.scope = scope;
  access_token.scope.push('extra');
  cb(null, access_token);
};
`
const NAME = 'client-credentials-exchange-hook'

let dashboard: OpenDashboard
beforeAll(async () => {
  dashboard = await openDashboard()
})
afterAll(() => dashboard.close())

/** A tenant without hooks, as somebody has it who begins. */
beforeEach(async () => {
  const api = await managementClient(dashboard.tenant)
  for (const { id } of (await api.get('/hooks')).body) await api.delete(`/hooks/${id}`)
})

it.each(['the Save button', 'Ctrl+S'])(
  'leads from no hook to a changed token, with %s',
  async (way) => {
    const page = await dashboard.open()

    // 1: open the Hooks page.
    await page.getByRole('link', { name: 'Hooks', exact: true }).click()
    await page.getByText('No hooks yet').waitFor()

    // 2: + Create New Hook; Client Credentials Exchange; a name; Create.
    await page.getByRole('button', { name: 'Create New Hook' }).click()
    await page.getByLabel('Hook', { exact: true }).selectOption('Client Credentials Exchange')
    await page.getByLabel('Name').fill(NAME)
    expect(await page.getByRole('dialog').textContent()).toContain('it will be enabled at once')
    await page.getByRole('button', { name: 'Create', exact: true }).click()
    const hooks = page.getByRole('region', { name: 'Client Credentials Exchange' })
    await hooks.getByRole('link', { name: NAME, exact: true }).waitFor()
    expect(await hooks.getByLabel('Enabled hook').inputValue()).not.toBe('')

    // 3: the pencil right of the hook opens the editor.
    await hooks.getByRole('link', { name: `Edit ${NAME}` }).click()

    // 4: paste the sample, save, close the editor.
    await paste(page, 'Script of the hook', SAMPLE)
    await save(page, way)
    await page.getByText('Version 2 is saved').waitFor()
    await page.getByRole('link', { name: 'Close' }).click()
    await page.getByRole('heading', { name: 'Hooks' }).waitFor()

    // 5: that's it. Ask for a token, and decode it.
    const answer = await demoExchange(dashboard.tenant)
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({ scope: 'read:data extra', token_type: 'Bearer' })
    const { header, payload } = decodeToken(answer)
    expect(header).toMatchObject({ typ: 'JWT', alg: 'RS256' })
    expect(Object.entries(payload).slice(-2)).toEqual([
      ['scope', 'read:data extra'],
      ['https://foo.com/claim', 'bar'],
    ])
    await page.close()
  },
)

async function save(page: Page, way: string): Promise<void> {
  if (way === 'Ctrl+S') await page.keyboard.press('Control+s')
  else await page.getByRole('button', { name: 'Save' }).click()
}
