import { openEventLog } from '../../local/log/event-log.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { describeEventLog } from './event-log.contract.ts'

describeEventLog('SQLite', async () => {
  const folder = await temporaryFolder()
  const log = openEventLog({
    dataDir: folder.path,
    print() {},
    keepEvents: 10_000,
    keepDays: 30,
  })
  return {
    log,
    async close() {
      log.close()
      await folder.remove()
    },
  }
})
