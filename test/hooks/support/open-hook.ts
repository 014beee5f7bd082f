import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { onTestFinished } from 'vitest'
import type { HookEvent, HookOutcome } from '../../../hooks/runtime/contract.ts'
import { createHandler, type Handler } from '../../../hooks/runtime/create-handler.ts'
import { buildHookEvent } from './build-hook-event.ts'

/** A script in a folder of its own, loaded in this process. */
export interface OpenHook {
  handler: Handler
  /** Runs one event with given parts. */
  run(parts?: Partial<HookEvent>): Promise<HookOutcome>
}

/** Writes the script, loads it, and removes it when the test is over. */
export function openHook(script: string, fileName = 'hook.cjs'): OpenHook {
  const folder = writeHookFolder({ [fileName]: script })
  const handler = createHandler(pathToFileURL(`${folder}/`))
  return { handler, run: (parts) => handler(buildHookEvent(parts)) }
}

/** A new folder with these files, for the time of one test. */
export function writeHookFolder(files: Record<string, string | Uint8Array>): string {
  const folder = mkdtempSync(join(tmpdir(), 'hookmint-hook-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
  return folder
}

/** `module.exports = function (client, scope, audience, context, cb) { … }` */
export function hookOf(body: string): string {
  return `module.exports = function (client, scope, audience, context, cb) {\n${body}\n}\n`
}

/** The result of an outcome that must be one. */
export function resultOf(outcome: HookOutcome | undefined): unknown {
  if (outcome?.kind !== 'result') throw new Error(`No result: ${JSON.stringify(outcome)}`)
  return outcome.result
}

/** The error of an outcome that must have one. */
export function errorOf(outcome: HookOutcome): { name: string; message: string; stack: string } {
  if ((outcome.kind !== 'refused' && outcome.kind !== 'failed') || !outcome.error) {
    throw new Error(`No error: ${JSON.stringify(outcome)}`)
  }
  return { stack: '', ...outcome.error }
}

/** The texts of the console lines. */
export function textsOf(outcome: HookOutcome): string[] {
  return outcome.console.map((line) => line.text)
}
