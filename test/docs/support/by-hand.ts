import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, vi } from 'vitest'
import { paste } from '../../browser/support/paste.ts'
import { launchChromium } from '../../support/launch-chromium.ts'
import { decodeToken } from '../../support/token-client.ts'
import type { AfterStep } from './run-document.ts'
import type { DocumentServer } from './start-document-server.ts'

const run = promisify(execFile)
const CLAIM = 'https://foo.com/claim'

/** What the README tells a newcomer to do by hand, after the step that comes before it. */
export const doByHand: AfterStep = async (step, { folder, printed, server }) => {
  if (server === undefined) return
  if (step.kind === 'server') await expectClaim(server, 'bar')
  if (step.section === 'Start') expect(server.printed()).toContain('Installing what is needed')
  if (step.text.includes('--watch')) {
    const file = join(folder, 'my-hook.js')
    writeFileSync(file, readFileSync(file, 'utf8').replace("'bar'", "'edited'"))
    const saved = () => expect(server.printed()).toContain('version 2 of my-hook')
    await vi.waitFor(saved, { timeout: 10_000 })
    await expectClaim(server, 'edited')
  }
  if (step.text.includes('hookmint dashboard')) {
    await changeInDashboard(/http\S+#code=\S+/.exec(printed)?.[0] ?? '')
    await expectClaim(server, 'from the dashboard')
  }
  if (step.text.includes('rollback')) await expectClaim(server, 'edited')
}

/** Pastes the curl line that the server has printed. */
async function expectClaim(server: DocumentServer, value: string): Promise<void> {
  const [line = ''] = /^curl -s .*$/m.exec(server.printed()) ?? []
  const { stdout } = await run('bash', ['-c', line])
  const body = JSON.parse(stdout)
  expect(body).toMatchObject({ scope: 'read:data extra', expires_in: 86400, token_type: 'Bearer' })
  const { payload } = decodeToken({ body })
  expect(Object.entries(payload).slice(-2)).toEqual([
    ['scope', 'read:data extra'],
    [CLAIM, value],
  ])
}

/** Opens the link, and runs and saves another script of the hook. */
async function changeInDashboard(url: string): Promise<void> {
  const chromium = await launchChromium()
  try {
    const page = await chromium.context.newPage()
    await page.goto(url)
    await page.getByRole('link', { name: 'Hooks', exact: true }).click()
    await page.getByRole('link', { name: 'Edit my-hook' }).click()
    await paste(page, 'Script of the hook', SCRIPT)
    await page.getByRole('button', { name: 'Run the draft' }).click()
    const result = page.getByRole('region', { name: 'Result of run 1' })
    await result.getByText(`"${CLAIM}": "from the dashboard"`).first().waitFor()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Version 3 is saved').waitFor()
  } finally {
    await chromium.close()
  }
}

const SCRIPT = `module.exports = function (client, scope, audience, context, cb) {
  cb(null, { scope: scope.concat('extra'), '${CLAIM}': 'from the dashboard' });
};
`
