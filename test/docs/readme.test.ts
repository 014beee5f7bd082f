import { execFile } from 'node:child_process'
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type StartedServer, startLocal } from '../support/start-local.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { decodeToken, demoExchange } from '../support/token-client.ts'
import { doByHand } from './support/by-hand.ts'
import { describeDocument } from './support/describe-document.ts'
import { makeNewcomer } from './support/make-newcomer.ts'
import { type DocumentStep, ROOT } from './support/read-document.ts'

/** Of no newcomer: it needs all that the tests install. */
const isBench = ({ section }: DocumentStep) => section === 'Speed'

describeDocument('README.md', {
  steps: (step) => !isBench(step),
  reader: makeNewcomer,
  after: doByHand,
})
describeDocument('README.md', { steps: isBench })

const run = promisify(execFile)
const README = readFileSync(join(ROOT, 'README.md'), 'utf8')

/** The first code block of a language that contains a text. */
function block(language: string, containing: string): string {
  const blocks = [...README.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)]
  const found = blocks.find(([, of, text]) => of === language && text?.includes(containing))
  if (found?.[2] === undefined) throw new Error(`The README has no ${language} with ${containing}`)
  return found[2]
}

describe('the README', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let server: StartedServer
  beforeAll(async () => {
    folder = await temporaryFolder()
    server = await startLocal(join(folder.path, 'data'))
  })
  afterAll(async () => {
    await server.stop()
    await folder.remove()
  })

  it('shows the hook that the demo tenant runs', () => {
    const shown = block('js', 'module.exports').replaceAll(/\s+/g, ' ')
    const example = readFileSync(join(ROOT, 'hooks/examples/tutorial/hook.js'), 'utf8')
    expect(example.replaceAll(/\s+/g, ' ')).toContain(shown.trim())
  })

  it('shows the answer that the demo gets', async () => {
    const shown = JSON.parse(block('json', 'access_token'))
    const { body } = await demoExchange(server)
    expect({ ...body, access_token: shown.access_token }).toEqual(shown)
  })

  it('shows the end of the payload that the demo gets', async () => {
    const shown = JSON.parse(`{${block('json', '"scope": "read:data extra",')}}`)
    const { payload } = decodeToken(await demoExchange(server))
    expect(Object.entries(payload).slice(-2)).toEqual(Object.entries(shown))
  })

  it('refuses a forged token with its script', async () => {
    symlinkSync(join(ROOT, 'node_modules'), join(folder.path, 'node_modules'))
    const script = join(folder.path, 'verify.mjs')
    writeFileSync(script, block('js', 'verify.mjs').replace('http://127.0.0.1:3000/', server.url))
    const { body } = await demoExchange(server)
    const forged = String(body.access_token).replace(/.{8}$/, 'AAAAAAAA')
    await expect(run(process.execPath, [script, forged])).rejects.toThrow(/signature/)
  })
})
