import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { HookRuntime } from '../../build/hook-runtime.ts'
import { checkHookId, withRuntime } from '../../functions/core/hook-files.ts'
import type { DeployedVersion } from '../../functions/core/hook-model.ts'
import type { BuiltHook } from '../../functions/core/ports/hook-builder.ts'
import type { HookDeployer } from '../../functions/core/ports/hook-deployer.ts'
import { errorCode } from '../error-code.ts'
import { makePrivateFolder } from '../make-private-folder.ts'
import { syncFolder } from '../write-file-atomically.ts'
import { hooksFolder, isLocalVersionArn, localVersionArn, versionFolder } from './hook-folders.ts'
import { writeHookFiles } from './write-hook-files.ts'

/** Deploys hooks into folders of `<dataDir>/hooks`, each with the runtime beside the script. */
export class ProcessHookDeployer implements HookDeployer {
  readonly #dataDir: string
  readonly #runtime: HookRuntime

  constructor(options: { dataDir: string; runtime: HookRuntime }) {
    this.#dataDir = options.dataDir
    this.#runtime = options.runtime
  }

  /** There is the whole version or none of it, also after a crash. */
  async deploy(hookId: string, built: BuiltHook): Promise<DeployedVersion> {
    checkHookId(hookId)
    const files = withRuntime(built.files, this.#runtime.code)
    const versionArn = localVersionArn(hookId, built.codeSha, this.#runtime.sha)
    const folder = versionFolder(this.#dataDir, versionArn)
    if (!existsSync(folder)) {
      await makePrivateFolder(hooksFolder(this.#dataDir))
      await makePrivateFolder(dirname(folder))
      const draft = `${folder}.${randomUUID()}.tmp`
      try {
        await writeHookFiles(draft, files)
        await renameUnlessThere(draft, folder)
      } finally {
        await rm(draft, { recursive: true, force: true })
      }
    }
    return { versionArn, runtimeSha: this.#runtime.sha }
  }

  get runtimeSha(): string {
    return this.#runtime.sha
  }

  async isDeployed({ versionArn }: Pick<DeployedVersion, 'versionArn'>): Promise<boolean> {
    return isLocalVersionArn(versionArn) && existsSync(versionFolder(this.#dataDir, versionArn))
  }

  /** Never: a version is named by what is in it. */
  async isLost(): Promise<boolean> {
    return false
  }

  /** Each version that goes is gone at one instant. */
  async keepOnly(hookId: string, versionArns: readonly string[]): Promise<void> {
    checkHookId(hookId)
    const folder = join(hooksFolder(this.#dataDir), hookId)
    for (const name of await namesIn(folder)) {
      if (versionArns.includes(`${hookId}/${name}`)) continue
      await this.#removeFolder(join(folder, name))
    }
  }

  /** Its versions are gone at one instant. */
  async remove(hookId: string): Promise<void> {
    checkHookId(hookId)
    await this.#removeFolder(join(hooksFolder(this.#dataDir), hookId))
  }

  async #removeFolder(folder: string): Promise<void> {
    const removed = join(hooksFolder(this.#dataDir), `.${randomUUID()}.tmp`)
    try {
      await rename(folder, removed)
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') throw error
    }
    await rm(removed, { recursive: true, force: true })
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error
    return []
  }
}

/** Two deployments of one version may meet: the first one stays. */
async function renameUnlessThere(from: string, to: string): Promise<void> {
  try {
    await rename(from, to)
    await syncFolder(dirname(to))
  } catch (error) {
    if (errorCode(error) !== 'ENOTEMPTY' && errorCode(error) !== 'EEXIST') throw error
  }
}
