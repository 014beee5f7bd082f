import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LogEvent } from '../../../functions/core/log-event.ts'
import { openEventLog } from '../../../local/log/event-log.ts'
import { buildLogEvent } from '../../support/build-log-event.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

describe('an events.db of the first release', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  const now = Date.UTC(2026, 10, 5, 12)
  const ofType = (time: number, type: LogEvent['type'], error?: string): LogEvent => ({
    ...buildLogEvent(time),
    type,
    details: error === undefined ? {} : { error },
  })
  const events = [
    ofType(now, 'seccft'),
    ofType(now + 1, 'feccft', 'noGrant'),
    ofType(now + 2, 'feccft', 'hookServerError'),
    ofType(now + 3, 'sapi'),
  ]

  beforeAll(async () => {
    folder = await temporaryFolder()
    const database = new DatabaseSync(join(folder.path, 'events.db'))
    database.exec(
      `CREATE TABLE events (log_id TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
       PRAGMA user_version = 1`,
    )
    const insert = database.prepare('INSERT INTO events VALUES (?, ?)')
    for (const event of events) insert.run(event.log_id, JSON.stringify(event))
    database.close()
  })
  afterAll(() => folder.remove())

  const open = (keepEvents = 100) =>
    openEventLog({ dataDir: folder.path, print() {}, keepEvents, keepDays: 36_500 })

  it('keeps its events, finds them by type and has its days counted', async () => {
    const log = open()
    expect(await log.list({ take: 10 })).toEqual(events)
    expect(await log.search({ type: 'sapi', limit: 10 })).toEqual(events.slice(3))
    const day = {
      day: '2026-11-05',
      issued: 1,
      refused: 2,
      hookFailed: 1,
      firstAt: '2026-11-05T12:00:00.000Z',
      lastAt: '2026-11-05T12:00:00.002Z',
    }
    expect(await log.countDays('2026-11-01', '2026-11-30')).toEqual([day])
    log.close()
  })

  it('goes on counting after another start, also what is forgotten or came twice', async () => {
    const log = open(2)
    const [first] = events
    if (first !== undefined) log.append(first)
    log.append(ofType(now + 4, 'seccft'))
    expect(await log.list({ take: 10 })).toHaveLength(2)
    expect(await log.countDays('2026-11-05', '2026-11-05')).toMatchObject([{ issued: 2 }])
    log.close()
  })
})
