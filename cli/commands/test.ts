import { existsSync, statSync } from 'node:fs'
import { EXIT_CODES, usageError } from '../cli-error.ts'
import { createCommand } from '../create-command.ts'
import { describeFailure } from '../describe-failure.ts'
import { describeRun } from '../hooks/describe-run.ts'
import { findHook } from '../hooks/find-hook.ts'
import { pointAtFault } from '../hooks/point-at-fault.ts'
import { NO_FIXTURE, readFixture } from '../hooks/read-fixture.ts'
import { readSecrets } from '../hooks/read-secrets.ts'
import { readSource, type SourceOptions } from '../hooks/read-source.ts'
import { type FixtureRun, runFixtures, type Subject } from '../hooks/run-fixtures.ts'
import { gather } from '../options/gather.ts'
import { sourceOptions } from '../options/source-options.ts'
import { openSession, type Session } from '../session/open-session.ts'
import { note, printResult, styleNote } from '../terminal/print.ts'
import { fileChange, stateOf } from '../terminal/watch-files.ts'

export const test = createCommand(
  'test',
  'Run a script or a saved hook on fixtures, and save nothing. Exit code 1 when one fails.',
  [
    'test my-hook.js',
    'test my-hook.js --fixture fixture.json --expected expected.json',
    'test my-hook.js --fixture tests/one --fixture tests/two --watch',
    'test my-hook',
  ],
)
  .argument('<file-or-name>', 'file of a script, or name of a saved hook')
  .option(
    '-f, --fixture <file>',
    'what the hook is given, or a folder of fixture.json and expected.json',
    gather,
    [],
  )
  .option('-e, --expected <file>', 'what should come of it')
  .option('-w, --watch', 'run again whenever a file changes')
  .addOption(sourceOptions.secret())
  .addOption(sourceOptions.secretsFile())
  .addOption(sourceOptions.dependency())
  .addOption(sourceOptions.bundle())
  .addOption(sourceOptions.bundleMinify())
  .action(async (word, options) => {
    if (options.expected !== undefined && options.fixture.length > 1) {
      throw usageError('--expected is for one fixture: others have an expected.json beside them.')
    }
    const session = await openSession(options)
    const secrets = await readSecrets(options.secret, options.secretsFile)
    const run = () => runOnce(session, word, secrets, options)
    if (!options.watch) return report(await run(), options)
    const files = watchedFiles(word, options)
    for (;;) {
      const before = stateOf(files)
      try {
        report(await run(), options)
      } catch (error) {
        const { message, hint } = describeFailure(error)
        note([styleNote('red', message), ...(hint === undefined ? [] : [hint])].join('\n'))
      }
      note(styleNote('dim', 'Waiting for a change. Ctrl-C ends.'))
      await fileChange(files, before)
    }
  })

interface TestOptions extends SourceOptions {
  fixture: string[]
  expected?: string
  secretsFile?: string
  json?: true
}

async function runOnce(
  session: Session,
  word: string,
  secrets: Record<string, string>,
  options: TestOptions,
): Promise<FixtureRun[]> {
  const { fixture, expected } = options
  const fixtures = await Promise.all(fixture.map((file) => readFixture(file, expected)))
  const subject: Subject = isFile(word)
    ? { ...(await readSource(word, options)), secrets }
    : { hookId: (await findHook(session, word)).id, secrets }
  const wanted = fixtures.length > 0 ? fixtures : [NO_FIXTURE]
  return runFixtures(session, subject, wanted).catch((error) => {
    throw 'script' in subject ? pointAtFault(error, subject.script, word) : error
  })
}

function report(runs: FixtureRun[], options: { json?: true }): void {
  const passed = runs.every((run) => run.passed)
  printResult(options, { passed, tests: runs }, () => runs.map(describeRun).join('\n'))
  process.exitCode = passed ? 0 : EXIT_CODES.failed
}

function isFile(word: string): boolean {
  return /[./\\]/.test(word) || (existsSync(word) && statSync(word).isFile())
}

function watchedFiles(word: string, { fixture, expected }: TestOptions): string[] {
  const files = [...(isFile(word) ? [word] : []), ...fixture, ...(expected ? [expected] : [])]
  return files.flatMap((file) => {
    const isFolder = existsSync(file) && statSync(file).isDirectory()
    return isFolder ? [`${file}/fixture.json`, `${file}/expected.json`] : [file]
  })
}
