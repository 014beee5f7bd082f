import { fileURLToPath } from 'node:url'
import type { HookOutcome } from '../../hooks/runtime/contract.ts'
import { readHookRuntime } from '../aws/hook-runtime.ts'
import type { DraftCall } from '../aws/lambda-draft-runner.ts'
import { unpackFiles } from '../aws/packed-files.ts'
import { withRuntime } from '../core/hook-files.ts'
import { runDraft } from './run-draft.ts'

const runtime = readHookRuntime(import.meta.url)
const entry = fileURLToPath(new URL('./draft-process-main.mjs', import.meta.url))

/** Runs one event on files that nobody saved. */
export function handler({ files, event }: DraftCall): Promise<HookOutcome> {
  return runDraft(withRuntime(unpackFiles(files), runtime.code), event, { entry })
}
