import { bundleHookRuntime } from '../../build/hook-runtime.ts'
import { ProcessHookDeployer } from '../../local/hooks/process-hook-deployer.ts'
import { ProcessHookRunner } from '../../local/hooks/process-hook-runner.ts'
import { plainBuilder } from './plain-builder.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** What a hung hook may take beyond its time limit, in tests. */
const GRACE_MS = 300

export type LocalHooks = Awaited<ReturnType<typeof openLocalHooks>>

/** Deployer and runner over an empty data folder. */
export async function openLocalHooks(
  options: { idleMs?: number; maxProcesses?: number; graceMs?: number } = {},
) {
  const folder = await temporaryFolder()
  const runtime = await bundleHookRuntime()
  const deployer = new ProcessHookDeployer({ dataDir: folder.path, runtime })
  const runner = new ProcessHookRunner({ dataDir: folder.path, graceMs: GRACE_MS, ...options })
  return {
    dataDir: folder.path,
    deployer,
    runner,
    /** Builds and deploys a script; gives its version. */
    async deploy(script: string, hookId = 'hook'): Promise<string> {
      const built = await plainBuilder.build({ script, dependencies: {} })
      return (await deployer.deploy(hookId, built)).versionArn
    },
    async close(): Promise<void> {
      await runner.close()
      await folder.remove()
    },
  }
}
