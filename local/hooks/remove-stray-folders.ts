import { existsSync } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { TenantStore } from '../../functions/core/ports/tenant-store.ts'
import { hookKey } from '../../functions/core/record-keys.ts'
import { hooksFolder } from './hook-folders.ts'

/** Removes what a killed server left of hooks that are not there: deleted ones, and half-removed folders. */
export async function removeStrayFolders(store: TenantStore, dataDir: string): Promise<void> {
  const folder = hooksFolder(dataDir)
  if (!existsSync(folder)) return
  for (const name of await readdir(folder)) {
    const [hook] = await store.read([hookKey(name)])
    if (hook === undefined) await rm(join(folder, name), { recursive: true, force: true })
  }
}
