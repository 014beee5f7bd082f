import { logIdOf } from '../logs/log-id-of.ts'
import { readEventsAfter } from '../logs/read-events.ts'
import type { Session } from '../session/open-session.ts'
import { error, type Finding, ok } from './finding.ts'

const HOUR_MS = 3_600_000

/** Whether the hook failed in the last hour. */
export async function examineLog(session: Session): Promise<Finding[]> {
  const from = logIdOf(Date.now() - HOUR_MS)
  const refused = await readEventsAfter(session, from, 'type:feccft')
  const failed = refused.filter(({ details }) => details.hook?.cause !== undefined)
  const newest = failed.at(-1)
  if (newest === undefined) return [ok('log', 'The hook failed in no exchange of the last hour.')]
  return [
    error(
      'log',
      `The hook failed in ${failed.length} exchanges of the last hour: ${newest.details.hook?.cause}.`,
      `hookmint explain ${newest.log_id}`,
    ),
  ]
}
