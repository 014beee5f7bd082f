import { createSecretStore } from '../../local/secret-store.ts'
import { openTenantDatabase } from '../../local/tenant-database.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { describeSecretStore } from './secret-store.contract.ts'

describeSecretStore('SQLite', async () => {
  const folder = await temporaryFolder()
  const database = openTenantDatabase(folder.path)
  return {
    secrets: createSecretStore(database),
    async close() {
      database.close()
      await folder.remove()
    },
  }
})
