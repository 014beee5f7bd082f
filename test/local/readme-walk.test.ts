import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serveNpmRegistry } from '../support/npm-registry.ts'
import { publishInstalled } from '../support/publish-installed.ts'
import { asShown, readSteps, walk } from '../support/readme-walk.ts'
import { type StartedServer, startLocal } from '../support/start-local.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const TITLE = "A hook's life over the API"

const steps = readSteps(TITLE)
const registry = await serveNpmRegistry()
const folder = await temporaryFolder()
let server: StartedServer | undefined
let answers: string[]
let stderr: string

beforeAll(async () => {
  publishInstalled(registry, 'jsonwebtoken')
  server = await startLocal(join(folder.path, 'data'), ['--registry', registry.url])
  const { origin } = new URL(server.url)
  const here = steps.map((step) => {
    return { ...step, commands: step.commands.replaceAll('http://127.0.0.1:3000', origin) }
  })
  const walked = await walk(here, folder.path)
  answers = walked.answers
  stderr = walked.stderr
})
afterAll(async () => {
  await server?.stop()
  await registry.close()
  await folder.remove()
})

describe(`README: ${TITLE}`, () => {
  it('walks from an unsaved draft to a rollback', () => {
    expect(steps.filter(({ shown }) => shown !== '')).toHaveLength(6)
    expect(answers).toHaveLength(steps.length)
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
