import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { bundleHookRuntime } from '../../build/hook-runtime.ts'
import { createProcessDraftRunner } from '../../local/hooks/process-draft-runner.ts'
import { hookProcesses } from './hook-processes.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** A draft runner over an empty data folder, with a short grace. */
export async function openLocalDrafts() {
  const folder = await temporaryFolder()
  const drafts = join(folder.path, 'drafts')
  const runtime = await bundleHookRuntime()
  const open = () => createProcessDraftRunner({ dataDir: folder.path, runtime, graceMs: 300 })
  const runner = open()
  return {
    runner,
    folder: drafts,
    /** As a server does that starts on the same data folder. */
    open,
    /** Folders, and processes where they can be seen: on Linux. */
    async remains(): Promise<string[]> {
      const folders = existsSync(drafts) ? readdirSync(drafts) : []
      const processes = process.platform === 'linux' ? hookProcesses(drafts) : []
      return [...folders, ...processes.map(String)]
    },
    async close(): Promise<void> {
      await runner.close()
      await folder.remove()
    },
  }
}
