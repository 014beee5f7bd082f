import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asShown, readSteps, walk } from '../support/readme-walk.ts'
import { type StartedServer, startLocal } from '../support/start-local.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const BINARY = fileURLToPath(new URL('../../cli/hookmint.mjs', import.meta.url))

const steps = readSteps('Command line')
const folder = await temporaryFolder()
let server: StartedServer
let answers: string[]
let stderr: string

beforeAll(async () => {
  server = await startLocal(join(folder.path, 'data'))
  const bin = join(folder.path, 'bin')
  mkdirSync(bin)
  writeFileSync(join(bin, 'npx'), `#!/bin/sh\nshift\nexec node '${BINARY}' "$@"\n`)
  chmodSync(join(bin, 'npx'), 0o755)
  const here = steps.map((step) => {
    return { ...step, commands: step.commands.replace('--local', `--local --url ${server.url}`) }
  })
  const walked = await walk(here, folder.path, {
    HOME: folder.path,
    PATH: `${bin}:${dirname(process.execPath)}:${process.env.PATH}`,
  })
  answers = walked.answers
  stderr = walked.stderr
})
afterAll(async () => {
  await server?.stop()
  await folder.remove()
})

describe('README: Command line', () => {
  it("walks the tutorial's steps and more, all of them with success", () => {
    expect(steps.filter(({ shown }) => shown !== '')).toHaveLength(4)
    expect(answers).toHaveLength(steps.length)
    expect(stderr).toBe('')
  })

  it.each(steps.map((step, index) => ({ ...step, index })).filter(({ shown }) => shown !== ''))(
    'answers as shown to $title',
    ({ shown, index }) => {
      const here = shown.replaceAll('http://127.0.0.1:3000/', server.url)
      expect(answers[index]).toMatch(asShown(here))
    },
  )
})
