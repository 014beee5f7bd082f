import { spawn } from 'node:child_process'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { onTestFinished } from 'vitest'
import type { HookEvent, HookOutcome, ProbeEvent } from '../../hooks/runtime/contract.ts'
import { writeHookFolder } from '../hooks/support/open-hook.ts'

const ENTRY = fileURLToPath(new URL('../../hooks/runtime/handler.ts', import.meta.url))

/**
 * Stands for Lambda's runtime, whose own listeners would end the process. It takes what it needs
 * before the script is loaded, and no way out that a script can break.
 */
const HOST = `
import { readFileSync, writeSync } from 'node:fs'
process.on('uncaughtException', () => process.exit(129))
process.on('unhandledRejection', () => process.exit(128))
const { exit } = process
const { stringify } = JSON
const events = JSON.parse(readFileSync('events.json', 'utf8'))
const later = [Promise, setImmediate]
const { handler } = await import('./index.mjs')
await new later[0]((resolve) => later[1](resolve))
for (let i = 0; i < events.length; i++) writeSync(3, stringify(await handler(events[i])) + '\\n')
exit(0)
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
    'events.json': JSON.stringify(events),
  })
  const child = spawn(
    process.execPath,
    ['--permission', `--allow-fs-read=${folder}/*`, `${folder}/host.mjs`],
    { cwd: folder, env: {}, stdio: ['ignore', 'pipe', 'pipe', 'pipe'] },
  )
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  const [stdout, stderr, answers] = await Promise.all(
    [child.stdout, child.stderr, child.stdio[3]].map((stream) => text(stream as Readable)),
  )
  const lines = (answers ?? '').split('\n').filter((line) => line !== '')
  if (lines.length !== events.length) {
    throw new Error(`The process ended after ${lines.length} answers: ${stderr}`)
  }
  return { outcomes: lines.map((line) => JSON.parse(line)), stdout: stdout ?? '' }
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
