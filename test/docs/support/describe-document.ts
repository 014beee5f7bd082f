import { beforeAll, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { makeReader, type Reader } from './make-reader.ts'
import { type DocumentStep, readDocument } from './read-document.ts'
import { type AfterStep, asShown, runDocument, type StepRun } from './run-document.ts'

interface Surroundings {
  /** Which of its steps are followed; all when absent. */
  steps?: (step: DocumentStep) => boolean
  /** Who follows them, in a folder of their own. */
  reader?: (folder: string) => Promise<Reader>
  /** What the document's reader has besides; `end` takes it away again. */
  prepare?: () => Promise<{ env: Record<string, string>; end: () => Promise<void> }>
  /** What the document tells its reader to do by hand after a step. */
  after?: AfterStep
}

/**
 * Declares the tests of a document: it is followed word for word in a folder `hookmint` that is a clone of the project,
 * by somebody with an empty home, and each step ends well and prints what the document shows.
 */
export function describeDocument(path: string, surroundings: Surroundings = {}): void {
  const { reader = makeReader, prepare, after } = surroundings
  const steps = readDocument(path).filter(surroundings.steps ?? (() => true))

  describe(path, () => {
    let runs: StepRun[]
    beforeAll(async () => {
      const folder = await temporaryFolder()
      const prepared = await prepare?.()
      try {
        const { clone, env, startWithinMs } = await reader(folder.path)
        runs = await runDocument(steps, {
          folder: clone,
          env: { ...prepared?.env, ...env },
          ...(startWithinMs !== undefined && { startWithinMs }),
          ...(after && { after }),
        })
      } finally {
        await prepared?.end()
        await folder.remove()
      }
    })

    it.each(steps.map((step, index) => ({ ...step, index })))('$title', ({ index }) => {
      const { printed = '', exitCode, shown, failure } = runs[index] ?? {}
      expect(exitCode, printed).toBe(0)
      if (shown !== undefined) expect(`${printed.trimEnd()}\n`).toMatch(asShown(shown))
      if (failure !== undefined) throw failure
    })
  })
}
