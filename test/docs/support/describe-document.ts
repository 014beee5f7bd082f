import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { copyProject } from './copy-project.ts'
import { makeHome } from './make-home.ts'
import { readDocument } from './read-document.ts'
import { type AfterStep, asShown, runDocument, type StepRun } from './run-document.ts'

interface Surroundings {
  /** What the document's reader has besides; `end` takes it away again. */
  prepare?: () => Promise<{ env: Record<string, string>; end: () => Promise<void> }>
  /** What the document tells its reader to do by hand after a step. */
  after?: AfterStep
}

/**
 * Declares the tests of a document: it is followed word for word in a folder `hookmint` that is a clone of the project,
 * by somebody with an empty home, and each step ends well and prints what the document shows.
 */
export function describeDocument(path: string, { prepare, after }: Surroundings = {}): void {
  const steps = readDocument(path)
  let runs: StepRun[]
  beforeAll(async () => {
    const folder = await temporaryFolder()
    const prepared = await prepare?.()
    try {
      const clone = join(folder.path, 'hookmint')
      mkdirSync(clone)
      copyProject(clone)
      const env = { ...prepared?.env, ...makeHome(join(folder.path, 'home'), clone) }
      runs = await runDocument(steps, { folder: clone, env, ...(after && { after }) })
    } finally {
      await prepared?.end()
      await folder.remove()
    }
  })

  describe(path, () => {
    it.each(steps.map((step, index) => ({ ...step, index })))('$title', ({ index }) => {
      const { printed = '', exitCode, shown, failure } = runs[index] ?? {}
      expect(exitCode, printed).toBe(0)
      if (shown !== undefined) expect(`${printed.trimEnd()}\n`).toMatch(asShown(shown))
      if (failure !== undefined) throw failure
    })
  })
}
