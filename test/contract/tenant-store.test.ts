import { openTenantDatabase } from '../../local/tenant-database.ts'
import { createTenantStore } from '../../local/tenant-store.ts'
import { MemoryTenantStore } from '../support/memory-tenant-store.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { describeTenantStore } from './tenant-store.contract.ts'

describeTenantStore('in memory, for tests', async () => ({
  store: new MemoryTenantStore(),
  close() {},
}))

describeTenantStore('SQLite', async () => {
  const folder = await temporaryFolder()
  const database = openTenantDatabase(folder.path)
  return {
    store: createTenantStore(database),
    async close() {
      database.close()
      await folder.remove()
    },
  }
})
