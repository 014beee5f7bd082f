import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serveNpmRegistry } from '../support/npm-registry.ts'
import { publishInstalled } from '../support/publish-installed.ts'
import { type StartedServer, startLocal } from '../support/start-local.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const run = promisify(execFile)
const README = readFileSync(fileURLToPath(new URL('../../README.md', import.meta.url)), 'utf8')
const TITLE = "A hook's life over the API"
/** Printed by the shell after each step; nothing that is shown has it. */
const END_OF_STEP = '\u001e'

/** A block of commands, and the block of answers that follows it. */
interface Step {
  title: string
  commands: string
  shown: string
}

const steps = readSteps()
const registry = await serveNpmRegistry()
const folder = await temporaryFolder()
let server: StartedServer | undefined
let answers: string[]
let stderr: string

beforeAll(async () => {
  publishInstalled(registry, 'jsonwebtoken')
  server = await startLocal(join(folder.path, 'data'), ['--registry', registry.url])
  const origin = new URL(server.url).origin
  const script = steps.map(({ commands }) => `${commands}printf '\\036'\n`).join('')
  const here = script.replaceAll('http://127.0.0.1:3000', origin)
  const walk = await run('bash', ['-c', here], { cwd: folder.path })
  answers = walk.stdout.split(END_OF_STEP)
  stderr = walk.stderr
})
afterAll(async () => {
  await server?.stop()
  await registry.close()
  await folder.remove()
})

function readSteps(): Step[] {
  const [, section = ''] = README.split(`\n## ${TITLE}\n`)
  const [walk = ''] = section.split(/^##/m)
  const blocks = walk.matchAll(/^```sh\n([\s\S]*?)^```\n+(?:```text\n([\s\S]*?)^```$)?/gm)
  return [...blocks].map(([, commands = '', shown = ''], index) => {
    return { title: `${index + 1}: ${commands.split('\n', 1)[0]}`, commands, shown }
  })
}

/** Where `…` is shown, anything stands that is one word. */
function asShown(text: string): RegExp {
  return new RegExp(`^${text.split('…').map(RegExp.escape).join('[^"\\s]+')}$`)
}

describe(`README: ${TITLE}`, () => {
  it('walks from an unsaved draft to a rollback', () => {
    expect(steps.filter(({ shown }) => shown !== '')).toHaveLength(6)
    expect(answers).toHaveLength(steps.length + 1)
    expect(stderr).toBe('')
  })

  it.each(steps.map((step, index) => ({ ...step, index })))(
    'answers as shown to $title',
    (step) => {
      expect(answers[step.index]).toMatch(asShown(step.shown))
    },
  )

  it('takes the declared package from the registry that the server was told', () => {
    expect(registry.requests).toContain('jsonwebtoken')
  })
})
