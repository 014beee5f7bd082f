import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { HOOK_LIMITS, type HookEvent, type HookOutcome } from '../../hooks/runtime/contract.ts'
import { processLimitMs } from '../processes/hook-process-limits.ts'
import { runDraftProcess } from './run-draft-process.ts'

export interface DraftPlace {
  /** `draft-process-main`, as a file. */
  entry: string
  /** Of the drafts' folders. Default: the system's for temporary files. */
  root?: string
  /** Beyond an event's own time limit. Default: `HOOK_LIMITS.callerGraceMs`. */
  graceMs?: number
}

/**
 * Runs one event on the files of a hook, runtime included, in a fresh process and a folder of its
 * own; nothing is left of either. Whatever the script does is an outcome.
 */
export async function runDraft(
  files: ReadonlyMap<string, Uint8Array>,
  event: HookEvent,
  { entry, root = tmpdir(), graceMs = HOOK_LIMITS.callerGraceMs }: DraftPlace,
): Promise<HookOutcome> {
  const limitMs = processLimitMs(event, graceMs)
  const folder = await mkdtemp(join(await realpath(root), 'hookmint-draft-'))
  try {
    await writeFiles(folder, files)
    return await runDraftProcess({ entry, folder, event, limitMs })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function writeFiles(folder: string, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  for (const [path, content] of files) {
    const file = join(folder, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, content)
  }
}
