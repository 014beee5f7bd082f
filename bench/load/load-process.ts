// The load generator's process: does the jobs that come over the channel, one after the other.
import type { LoadJob } from './job.ts'
import { sendLoad } from './send-load.ts'

process.on('message', (job: LoadJob) => {
  sendLoad(job).then(
    (result) => process.send?.({ result }),
    (error) => process.send?.({ error: String(error) }),
  )
})
process.on('disconnect', () => process.exit())
