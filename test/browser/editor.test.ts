import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ManagementClient, managementClient } from '../support/management-client.ts'
import { type NpmRegistry, serveNpmRegistry } from '../support/npm-registry.ts'
import { decodeToken, demoExchange } from '../support/token-client.ts'
import { type OpenDashboard, openDashboard } from './support/open-dashboard.ts'
import { openEditor, SCRIPT } from './support/open-editor.ts'
import { paste, readEditor } from './support/paste.ts'

let registry: NpmRegistry
let dashboard: OpenDashboard
let api: ManagementClient
beforeAll(async () => {
  registry = await serveNpmRegistry()
  dashboard = await openDashboard({ registry: registry.url })
  api = await managementClient(dashboard.tenant)
})
afterAll(async () => {
  await dashboard.close()
  await registry.close()
})

/** A hook whose tokens carry this text. */
function says(text: string): string {
  return `module.exports = function (client, scope, audience, context, cb) {
  cb(null, { scope: scope, 'https://foo.com/text': ${JSON.stringify(text)} });
};
`
}

async function tokenText(): Promise<unknown> {
  const answer = await demoExchange(dashboard.tenant)
  expect(answer.status).toBe(200)
  return decodeToken(answer).payload['https://foo.com/text']
}

async function run(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Run the draft' }).click()
}

describe('the Runner', () => {
  it('runs what is written, and saves nothing of it', async () => {
    const { page, id } = await openEditor(dashboard)
    const before = (await api.get(`/hooks/${id}`)).body
    await paste(
      page,
      SCRIPT,
      `module.exports = function (client, scope, audience, context, cb) {
  console.warn('for', client.name);
  cb(null, { scope: scope.concat('draft'), plan: 'gold', 'https://foo.com/ip': context.ip });
};
`,
    )
    await run(page)
    const result = page.getByRole('region', { name: 'Result of run 1' })
    await result.getByText('"scope": "read:data draft"').waitFor()
    const claim = '"https://foo.com/ip": "203.0.113.7"'
    await result.getByText(claim).first().waitFor()
    await result.getByText('plan: the name has no namespace').waitFor()
    await result.getByText('for Sample application').waitFor()
    await result
      .getByText(/^\d+ ms$/)
      .first()
      .waitFor()
    expect((await api.get(`/hooks/${id}`)).body).toEqual(before)
    expect((await api.get(`/hooks/${id}/versions`)).body).toHaveLength(1)
    await page.close()
  })

  it('takes another payload, and keeps the runs of the visit', async () => {
    const { page } = await openEditor(dashboard)
    await run(page)
    await page.getByRole('region', { name: 'Result of run 1' }).waitFor()
    await paste(page, 'Payload of the test', '{ "scope": ["a:b"] }')
    await run(page)
    const second = page.getByRole('region', { name: 'Result of run 2' })
    await second.getByText('"scope": "a:b"').waitFor()
    await page.getByRole('button', { name: 'Show run 1' }).click()
    const first = page.getByRole('region', { name: 'Result of run 1' })
    await first.getByText('"scope": "read:data"').waitFor()
    await page.close()
  })

  it('says that a payload is no JSON', async () => {
    const { page } = await openEditor(dashboard)
    await paste(page, 'Payload of the test', '{ scope }')
    await run(page)
    await page.getByRole('alert').getByText('The payload is not valid JSON').waitFor()
    await page.close()
  })

  it('shows what a client would be answered, and where the script failed', async () => {
    const { page } = await openEditor(dashboard)
    await paste(page, SCRIPT, 'module.exports = function (c, s, a, x, cb) {\n\n  null.x;\n};\n')
    await run(page)
    await page.getByText('"error": "server_error"').waitFor()
    await page
      .getByText(/TypeError: Cannot read properties of null/)
      .first()
      .waitFor()
    await page.getByRole('button', { name: 'Go to line 3' }).click()
    const editor = page.getByRole('textbox', { name: SCRIPT })
    await editor.locator('.cm-activeLine', { hasText: 'null.x' }).waitFor()
    await page.close()
  })
})

describe('Save', () => {
  it('makes a version that runs at once', async () => {
    const { page } = await openEditor(dashboard)
    await paste(page, SCRIPT, says('saved'))
    await page.getByText('not saved', { exact: true }).waitFor()
    await page.keyboard.press('Control+s')
    await page.getByText('Version 2 is saved').waitFor()
    expect(await page.getByText('not saved', { exact: true }).count()).toBe(0)
    expect(await tokenText()).toBe('saved')
    await page.close()
  })

  it('marks what the build did not take, and leads there', async () => {
    const { page, id } = await openEditor(dashboard)
    await paste(page, SCRIPT, 'module.exports = 1;\n\nvar = 2;\n')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('alert').getByText('Line 3, column 5').waitFor()
    const editor = page.getByRole('textbox', { name: SCRIPT })
    await editor.locator('.cm-lintRange-error').waitFor()
    await page.getByRole('button', { name: 'Go to line 3' }).click()
    await editor.locator('.cm-activeLine', { hasText: 'var = 2' }).waitFor()
    expect((await api.get(`/hooks/${id}/versions`)).body).toHaveLength(1)
    await page.close()
  })
})

describe('the code', () => {
  it('is completed with the names of parameters and secrets', async () => {
    const { page, id } = await openEditor(dashboard)
    await api.post(`/hooks/${id}/secrets`, { PARTNER_KEY: 'a long secret value' })
    await page.reload()
    await page.close()
    const again = await dashboard.open(`hooks/${id}`)
    await again.getByRole('textbox', { name: SCRIPT }).click()
    await again.keyboard.press('Control+End')
    await again.keyboard.type('context.webt')
    await again.getByRole('option', { name: 'webtask' }).waitFor()
    await again.keyboard.press('Control+a')
    await again.keyboard.type('context.webtask.secrets.')
    await again.keyboard.press('Control+Space')
    await again.getByRole('option', { name: 'PARTNER_KEY' }).waitFor()
    await again.close()
  })

  it('is searched and folded', async () => {
    const { page } = await openEditor(dashboard)
    await page.getByRole('textbox', { name: SCRIPT }).click()
    await page.keyboard.press('Control+f')
    await page.getByRole('textbox', { name: 'Find' }).pressSequentially('version')
    await page.locator('.cm-searchMatch').first().waitFor()
    await page.keyboard.press('Escape')
    await page.getByTitle('Fold line', { exact: true }).first().click()
    await page.getByText('…', { exact: true }).waitFor()
    await page.close()
  })
})

describe('the tools', () => {
  it('write, replace and remove secrets, and mark those without a value', async () => {
    const { page, id } = await openEditor(dashboard, { tab: 'secrets' })
    const form = page.getByRole('region', { name: 'Add a secret' })
    await form.getByLabel('Name').fill('API_KEY')
    await form.getByLabel('Value').fill('a value that nobody sees')
    await form.getByRole('button', { name: 'Add' }).click()
    await page.getByText('The secret API_KEY is stored').waitFor()
    expect((await api.get(`/hooks/${id}/secrets`)).body).toEqual({ API_KEY: '_VALUE_NOT_SHOWN_' })
    await api.post(`/hooks/${id}/secrets`, { IMPORTED: '_VALUE_NOT_SHOWN_' })
    await page.close()
    const again = await dashboard.open(`hooks/${id}?tab=secrets`)
    await again.getByText('no value', { exact: true }).waitFor()
    await again.getByRole('button', { name: 'Replace the value of IMPORTED' }).click()
    await again.getByLabel('New value of IMPORTED').fill('now it has one')
    await again.getByRole('button', { name: 'Replace', exact: true }).click()
    await expect.poll(() => again.getByText('no value', { exact: true }).count()).toBe(0)
    await again.getByRole('button', { name: 'Remove API_KEY' }).click()
    await again.getByRole('button', { name: 'Remove', exact: true }).click()
    await again.getByText('The secret API_KEY was removed').waitFor()
    expect((await api.get(`/hooks/${id}/secrets`)).body).toEqual({ IMPORTED: '_VALUE_NOT_SHOWN_' })
    await again.close()
  })

  it('declare packages with the script, and tell what was taken', async () => {
    registry.publish('left-side', '1.2.3')
    const { page, id } = await openEditor(dashboard, { tab: 'dependencies' })
    await page.getByLabel('Package', { exact: true }).fill('left-side')
    await page.getByLabel('Version', { exact: true }).fill('^1.0.0')
    await page.getByRole('button', { name: 'Declare' }).click()
    await paste(
      page,
      SCRIPT,
      `const text = require('left-side');\n${says('x').replace('"x"', 'text')}`,
    )
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Version 2 is saved').waitFor()
    const taken = page.getByRole('region', { name: 'What was taken' })
    await taken.getByText('left-side 1.2.3').waitFor()
    await taken.getByText('declared').waitFor()
    expect((await api.get(`/hooks/${id}`)).body.dependencies).toEqual({ 'left-side': '^1.0.0' })
    expect(await tokenText()).toBe('left-side 1.2.3')
    await page.close()
  })

  it('change the time limit, and say what it may be', async () => {
    const { page, id } = await openEditor(dashboard, { tab: 'settings' })
    await page.getByLabel('Time limit in milliseconds').fill('2500')
    await page.getByRole('button', { name: 'Save the settings' }).click()
    await page.getByText('The settings are saved').waitFor()
    expect((await api.get(`/hooks/${id}`)).body.timeout_ms).toBe(2500)
    await page.getByLabel('Time limit in milliseconds').fill('')
    await page.getByRole('button', { name: 'Save the settings' }).click()
    await expect.poll(async () => (await api.get(`/hooks/${id}`)).body.timeout_ms).toBeUndefined()
    await page.close()
  })

  it('compare versions and roll back', async () => {
    const { page, id } = await openEditor(dashboard, { tab: 'versions', script: says('one') })
    await paste(page, SCRIPT, says('two'))
    await page.keyboard.press('Control+s')
    await page.getByRole('button', { name: 'Compare version 2' }).waitFor()
    expect(await tokenText()).toBe('two')
    await page.getByRole('button', { name: 'Compare version 1' }).click()
    const dialog = page.getByRole('dialog', { name: 'Version 1' })
    await dialog.locator('.cm-changedLine').first().waitFor()
    await dialog.getByRole('button', { name: 'Roll back to version 1' }).click()
    await page.getByText('The hook is back at version 1').waitFor()
    expect(await tokenText()).toBe('one')
    expect(await readEditor(page, SCRIPT)).toBe(says('one'))
    expect((await api.get(`/hooks/${id}/versions`)).body).toHaveLength(2)
    await page.close()
  })

  it('do not tell an earlier save’s fault once another draft was run', async () => {
    const { page } = await openEditor(dashboard)
    await paste(page, SCRIPT, 'module.exports = function (\n')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Not saved: the script cannot be built').waitFor()
    await paste(page, SCRIPT, 'module.exports = () => {\n  lost()\n}\n')
    await page.getByRole('button', { name: 'Run the draft' }).click()
    const result = page.getByRole('region', { name: 'Result of run 1' })
    await result.getByText('The script threw an error.').waitFor()
    expect(await page.getByText('cannot be built').count()).toBe(0)
    await page.getByRole('button', { name: 'Go to line 2' }).click()
    await page.close()
  })

  it('compare the packages that versions declare, and put them into the editor too', async () => {
    registry.publish('right-side', '2.0.0')
    const { page, id } = await openEditor(dashboard, { tab: 'versions' })
    const { script } = (await api.get(`/hooks/${id}`)).body
    await api.patch(`/hooks/${id}`, { script, dependencies: { 'right-side': '2.0.0' } })
    await page.close()

    const again = await dashboard.open(`hooks/${id}?tab=versions&version=1`)
    const dialog = again.getByRole('dialog', { name: 'Version 1' })
    await dialog.getByText('Version 1: none. In the editor: right-side 2.0.0.').waitFor()
    await dialog.getByRole('button', { name: 'Put it into the editor' }).click()
    await again.getByText('not saved').waitFor()
    await again.getByRole('button', { name: 'Save' }).click()
    await again.getByText('Version 3 is saved').waitFor()
    expect((await api.get(`/hooks/${id}`)).body.dependencies).toEqual({})
    await again.close()
  })

  it('show exchanges as they happen', async () => {
    const script = says('logged').replace('{\n', "{\n  console.log('asked by', client.name);\n")
    const { page } = await openEditor(dashboard, { tab: 'logs', script })
    await page.getByText('Nothing yet').waitFor()
    await demoExchange(dashboard.tenant)
    await page.getByText('asked by demo').waitFor()
    await page.getByText(/version 1, \d+ ms/).waitFor()
    await page.close()
  })
})
