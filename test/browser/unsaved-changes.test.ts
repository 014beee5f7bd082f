import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ManagementClient, managementClient } from '../support/management-client.ts'
import { type OpenDashboard, openDashboard } from './support/open-dashboard.ts'
import { openEditor, SCRIPT } from './support/open-editor.ts'
import { paste, readEditor } from './support/paste.ts'

const MINE =
  'module.exports = (client, scope, audience, context, cb) => cb(null, { scope }) // mine'
const THEIRS = MINE.replace('mine', 'theirs')

let dashboard: OpenDashboard
let api: ManagementClient
beforeAll(async () => {
  dashboard = await openDashboard()
  api = await managementClient(dashboard.tenant)
})
afterAll(() => dashboard.close())

async function scriptOf(id: string): Promise<string> {
  return (await api.get(`/hooks/${id}`)).body.script
}

describe('leaving what is not saved', () => {
  it('is asked about before a link is followed', async () => {
    const { page } = await openEditor(dashboard)
    await paste(page, SCRIPT, MINE)
    await page.getByRole('link', { name: 'Close' }).click()
    await page.getByRole('button', { name: 'Stay here' }).click()
    expect(await readEditor(page, SCRIPT)).toBe(MINE)
    await page.getByRole('link', { name: 'Logs' }).click()
    await page.getByRole('button', { name: 'Leave and lose the changes' }).click()
    await page.getByRole('heading', { name: 'Logs', level: 1 }).waitFor()
    await page.close()
  })

  it('is asked about at the back button', async () => {
    const page = await dashboard.open('hooks')
    await page.getByRole('link', { name: 'Edit tutorial' }).click()
    const address = page.url()
    await paste(page, SCRIPT, MINE)
    await page.goBack()
    await page.getByRole('button', { name: 'Stay here' }).click()
    expect(page.url()).toBe(address)
    expect(await readEditor(page, SCRIPT)).toBe(MINE)
    await page.goBack()
    await page.getByRole('button', { name: 'Leave and lose the changes' }).click()
    await page.getByRole('heading', { name: 'Hooks', level: 1 }).waitFor()
    await page.close()
  })

  it('is asked about by the browser when the page is closed', async () => {
    const { page } = await openEditor(dashboard)
    await paste(page, SCRIPT, MINE)
    const asked = page.waitForEvent('dialog')
    void page.reload().catch(() => undefined)
    const dialog = await asked
    expect(dialog.type()).toBe('beforeunload')
    await dialog.dismiss()
    expect(await readEditor(page, SCRIPT)).toBe(MINE)
    await page.close()
  })

  it('is not asked about when all is saved', async () => {
    const { page } = await openEditor(dashboard)
    await page.getByRole('link', { name: 'Close' }).click()
    await page.getByRole('heading', { name: 'Hooks', level: 1 }).waitFor()
    await page.close()
  })
})

describe('a hook that somebody else has saved meanwhile', () => {
  async function conflict(): Promise<{ page: Page; id: string }> {
    const { page, id } = await openEditor(dashboard)
    await paste(page, SCRIPT, MINE)
    await api.patch(`/hooks/${id}`, { script: THEIRS })
    await page.getByRole('button', { name: 'Save' }).click()
    const dialog = page.getByRole('dialog', { name: 'Somebody else has saved this hook' })
    await dialog.getByText('// theirs').waitFor()
    await dialog.getByText('// mine').waitFor()
    expect(await scriptOf(id)).toBe(THEIRS)
    return { page, id }
  }

  it('is saved on top of theirs, which stays a version', async () => {
    const { page, id } = await conflict()
    await page.getByRole('button', { name: 'Save mine as version 3' }).click()
    await page.getByText('Version 3 is saved').waitFor()
    expect(await scriptOf(id)).toBe(MINE)
    expect((await api.get(`/hooks/${id}/versions/2`)).body.script).toBe(THEIRS)
    await page.close()
  })

  it('is gone on with, and undo brings back what was written here', async () => {
    const { page } = await conflict()
    await page.getByRole('button', { name: 'Go on with theirs' }).click()
    await expect.poll(() => readEditor(page, SCRIPT)).toBe(THEIRS)
    await page.getByRole('textbox', { name: SCRIPT }).click()
    await page.keyboard.press('Control+z')
    await expect.poll(() => readEditor(page, SCRIPT)).toBe(MINE)
    await page.close()
  })
})

describe('a hook that does not run here, which somebody else has saved meanwhile', () => {
  let made = 0
  async function open(): Promise<{ page: Page; id: string }> {
    const hook = { name: `inert-${++made}`, script: '// at first', triggerId: 'send-phone-message' }
    const { id } = (await api.post('/hooks', hook)).body
    const page = await dashboard.open(`hooks/${id}`)
    await paste(page, SCRIPT, MINE)
    return { page, id }
  }
  const dialogOf = (page: Page) =>
    page.getByRole('dialog', { name: 'Somebody else has saved this hook' })

  it('is not overwritten without a question, and then as was decided', async () => {
    const { page, id } = await open()
    await api.patch(`/hooks/${id}`, { script: THEIRS })
    await page.getByRole('button', { name: 'Save' }).click()
    await dialogOf(page).getByText('// theirs').waitFor()
    await dialogOf(page).getByText('This hook has no versions').waitFor()
    expect(await scriptOf(id)).toBe(THEIRS)
    await page.getByRole('button', { name: 'Save mine in its place' }).click()
    await page.getByText('Saved', { exact: true }).waitFor()
    expect(await scriptOf(id)).toBe(MINE)
    await page.close()
  })

  it('is saved without a question when the code is what it was', async () => {
    const { page, id } = await open()
    await api.patch(`/hooks/${id}`, { enabled: true })
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved', { exact: true }).waitFor()
    expect(await scriptOf(id)).toBe(MINE)
    await page.close()
  })
})

describe('a server that does not answer', () => {
  it('loses nothing that was written', async () => {
    const { page, id } = await openEditor(dashboard)
    await paste(page, SCRIPT, MINE)
    await dashboard.context.setOffline(true)
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('alert').getByText('The server does not answer').waitFor()
    expect(await readEditor(page, SCRIPT)).toBe(MINE)
    await dashboard.context.setOffline(false)
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Version 2 is saved').waitFor()
    expect(await scriptOf(id)).toBe(MINE)
    await page.close()
  })

  it('is asked again when somebody wants it to be', async () => {
    const page = await dashboard.open('hooks')
    await page.getByRole('link', { name: 'Edit tutorial' }).waitFor()
    await page.getByRole('link', { name: 'Settings' }).click()
    await page.route('**/api/v2/hooks?**', (route) => route.abort(), { times: 1 })
    await page.getByRole('link', { name: 'Hooks', exact: true }).click()
    await page.getByRole('alert').getByText('The server does not answer').waitFor()
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('link', { name: 'Edit tutorial' }).waitFor()
    await page.close()
  })
})
