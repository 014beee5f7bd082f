import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { onTestFinished } from 'vitest'
import type { HookEvent, HookOutcome, ProbeEvent } from '../../hooks/runtime/contract.ts'
import { writeHookFolder } from '../hooks/support/open-hook.ts'

const ENTRY = fileURLToPath(new URL('../../hooks/runtime/handler.ts', import.meta.url))

/** Stands for Lambda's runtime, whose own listeners would end the process. */
const HOST = `
process.on('uncaughtException', () => process.exit(129))
process.on('unhandledRejection', () => process.exit(128))
const on = process.on.bind(process)
const send = process.send.bind(process)
const { handler } = await import('./index.mjs')
on('message', async (event) => send(await handler(event)))
`

/** What a child made of its events. */
export interface ChildRun {
  outcomes: HookOutcome[]
  stdout: string
}

let bundle: Promise<Uint8Array> | undefined

/**
 * Runs the script under the bundled runtime in a process of its own that may read nothing but its
 * folder, one event after the other. Rejects when the process ends before it has answered.
 */
export async function runHookInChild(
  script: string,
  events: (HookEvent | ProbeEvent)[],
): Promise<ChildRun> {
  bundle ??= bundleRuntime()
  const folder = writeHookFolder({
    'hook.cjs': script,
    'index.mjs': await bundle,
    'host.mjs': HOST,
  })
  const child = fork(`${folder}/host.mjs`, {
    cwd: folder,
    env: {},
    execArgv: ['--permission', `--allow-fs-read=${folder}/*`],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let stdout = ''
  child.stdout?.on('data', (chunk) => {
    stdout += chunk
  })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  const outcomes: HookOutcome[] = []
  for (const event of events) outcomes.push(await ask(child, event))
  return { outcomes, stdout }
}

function ask(child: ChildProcess, event: HookEvent | ProbeEvent): Promise<HookOutcome> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`The process ended with ${code}.`))
    child.once('exit', ended)
    child.once('message', (outcome) => {
      child.off('exit', ended)
      resolve(outcome as HookOutcome)
    })
    child.send(event)
  })
}

async function bundleRuntime(): Promise<Uint8Array> {
  const built = await build({
    entryPoints: [ENTRY],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    write: false,
  })
  const [file] = built.outputFiles
  if (!file) throw new Error('esbuild wrote nothing.')
  return file.contents
}
