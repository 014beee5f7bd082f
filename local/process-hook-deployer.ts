import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { HookRuntime } from '../build/hook-runtime.ts'
import { checkHookId, withRuntime } from '../functions/core/hook-files.ts'
import type { DeployedVersion } from '../functions/core/hook-model.ts'
import type { BuiltHook, HookDeployer } from '../functions/core/ports.ts'
import { hooksFolder, isLocalVersionArn, localVersionArn, versionFolder } from './hook-folders.ts'
import { makePrivateFolder } from './make-private-folder.ts'
import { syncFolder } from './write-file-atomically.ts'

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
        await writeFiles(draft, files)
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
      if (codeOf(error) !== 'ENOENT') throw error
    }
    await rm(removed, { recursive: true, force: true })
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
    return []
  }
}

/** Writes files into a new folder, all of it private. */
export async function writeFiles(folder: string, files: Map<string, Uint8Array>): Promise<void> {
  const folders = new Set([folder])
  for (const [path, content] of files) {
    const file = join(folder, path)
    await mkdir(dirname(file), { recursive: true, mode: 0o700 })
    for (let at = dirname(file); at.length > folder.length; at = dirname(at)) folders.add(at)
    const handle = await open(file, 'wx', 0o600)
    try {
      await handle.writeFile(content)
      await handle.sync()
    } finally {
      await handle.close()
    }
  }
  for (const written of folders) await syncFolder(written)
}

/** Two deployments of one version may meet: the first one stays. */
async function renameUnlessThere(from: string, to: string): Promise<void> {
  try {
    await rename(from, to)
    await syncFolder(dirname(to))
  } catch (error) {
    if (codeOf(error) !== 'ENOTEMPTY' && codeOf(error) !== 'EEXIST') throw error
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
