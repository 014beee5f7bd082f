import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { makeHome } from './make-home.ts'
import { readDocument } from './read-document.ts'
import { asShown, runDocument, type StepRun } from './run-document.ts'
import { stageProject } from './stage-project.ts'

/**
 * Declares the tests of a document: it is followed word for word in a folder `hookmint` that has the project and
 * nothing else, by somebody with an empty home, and each step ends well and prints what the document shows. `prepare` may give more of the environment.
 */
export function describeDocument(
  path: string,
  prepare: () => Promise<{ env: Record<string, string>; end: () => Promise<void> }> = async () => ({
    env: {},
    end: async () => {},
  }),
): void {
  const steps = readDocument(path)
  let runs: StepRun[]
  beforeAll(async () => {
    const folder = await temporaryFolder()
    const prepared = await prepare()
    try {
      const clone = join(folder.path, 'hookmint')
      mkdirSync(clone)
      stageProject(clone)
      const env = { ...prepared.env, ...makeHome(join(folder.path, 'home')) }
      runs = await runDocument(steps, { folder: clone, env })
    } finally {
      await prepared.end()
      await folder.remove()
    }
  })

  describe(path, () => {
    it.each(steps.map((step, index) => ({ ...step, index })))('$title', ({ index }) => {
      const { printed = '', exitCode, shown } = runs[index] ?? {}
      expect(exitCode, printed).toBe(0)
      if (shown !== undefined) expect(`${printed.trimEnd()}\n`).toMatch(asShown(shown))
    })
  })
}
