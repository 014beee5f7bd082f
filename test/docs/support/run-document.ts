import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type DocumentStep, fileNameOf } from './read-document.ts'
import { openShell } from './shell.ts'
import { type DocumentServer, startDocumentServer } from './start-document-server.ts'

/** What a step printed, standard error included, and how it ended. */
export interface StepRun {
  printed: string
  exitCode: number
  /** What was to be printed, with the places of this run. */
  shown: string | undefined
  /** Of what was done by hand after it. */
  failure?: unknown
}

/** Does by hand what a document says after a step; `server` is the one that runs. */
export type AfterStep = (
  step: DocumentStep,
  place: { folder: string; printed: string; server: DocumentServer | undefined },
) => Promise<void>

interface Place {
  folder: string
  env: NodeJS.ProcessEnv
  after?: AfterStep
  startWithinMs?: number
}

const END_OF_FILE = 'END OF FILE'
const START_WITHIN_MS = 60_000

/** The port that documents show, and the command that means it. */
const SHOWN_PORT = /\b3000\b/g
const LOCAL_PROFILE = /\binit --local\b(?!.*--url)/g
/** A bench is seen to run; its figures are nobody's here. */
const BENCH = /^npm run bench -- .+$/gm

/**
 * Does what a document says, one step after the other, in a folder: the commands in one shell, the servers on a free
 * port, one at a time. A step that fails is followed by the next, as far as they go.
 */
export async function runDocument(
  steps: readonly DocumentStep[],
  { folder, env, after, startWithinMs = START_WITHIN_MS }: Place,
): Promise<StepRun[]> {
  const port = await freePort()
  const here = (text: string) =>
    text
      .replaceAll(BENCH, '$& --quick')
      .replaceAll(LOCAL_PROFILE, '$& --url http://127.0.0.1:3000/')
      .replaceAll(SHOWN_PORT, String(port))
  const place = { folder, env: { ...process.env, ...QUIET, ...env }, startWithinMs }
  const shell = openShell(place)
  let server: DocumentServer | undefined
  const runs: StepRun[] = []
  try {
    for (const step of steps) {
      const shown = step.shown === undefined ? undefined : here(step.shown)
      const run = await take(step)
      const failure = await after?.(step, { folder, printed: run.printed, server }).catch(
        (error: unknown) => error,
      )
      runs.push({ ...run, shown, ...(failure !== undefined && { failure }) })
    }
  } finally {
    await shell.close()
    await server?.stop()
  }
  return runs

  async function take(step: DocumentStep): Promise<{ printed: string; exitCode: number }> {
    if (step.kind === 'commands') return shell.run(here(step.text))
    if (step.kind === 'file') {
      return shell.run(
        `cat > ${fileNameOf(step)} <<'${END_OF_FILE}'\n${here(step.text)}${END_OF_FILE}\n`,
      )
    }
    await server?.stop()
    server = await startDocumentServer(here(step.text), port, place)
    return { printed: server.printed(), exitCode: 0 }
  }
}

const QUIET = {
  npm_config_update_notifier: 'false',
  npm_config_fund: 'false',
  npm_config_audit: 'false',
  NO_COLOR: '1',
}

/** What a document shows, as a pattern: `…` is anything on its line, and any lines where it stands alone. */
export function asShown(text: string): RegExp {
  const lines = text.trimEnd().split('\n')
  const parts = lines.map((line) => {
    if (line.trim() === '…') return '(?:.*\n)*?'
    return `${line.split('…').map(RegExp.escape).join('.+?')}\n`
  })
  return new RegExp(`^${parts.join('')}$`)
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
