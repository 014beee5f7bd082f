import { readdirSync, readlinkSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { bundleHookRuntime } from '../../build/hook-runtime.ts'
import { withRuntime } from '../../functions/core/hook-files.ts'
import type { DraftRunner } from '../../functions/core/ports.ts'
import { runDraft } from '../../functions/draft-runner/run-draft.ts'
import { temporaryFolder } from './temporary-folder.ts'

const ENTRY = fileURLToPath(
  new URL('../../functions/draft-runner/draft-process-main.mjs', import.meta.url),
)

/** What the function `draft-runner` does, in this process, with a short grace. */
export async function openLambdaDrafts() {
  const folder = await temporaryFolder()
  const runtime = await bundleHookRuntime()
  const place = { entry: ENTRY, root: folder.path, graceMs: 300 }
  const runner: DraftRunner = {
    run: ({ files }, event) => runDraft(withRuntime(files, runtime.code), event, place),
  }
  return {
    runner,
    /** Folders, and processes where they can be seen: on Linux. */
    async remains(): Promise<string[]> {
      const processes = process.platform === 'linux' ? processesIn(folder.path) : []
      return [...readdirSync(folder.path), ...processes]
    },
    close: () => folder.remove(),
  }
}

/** The ids of processes that work in folders below this one. */
function processesIn(folder: string): string[] {
  return readdirSync('/proc').filter((id) => {
    try {
      return /^\d+$/.test(id) && readlinkSync(`/proc/${id}/cwd`).startsWith(`${folder}/`)
    } catch {
      return false
    }
  })
}
