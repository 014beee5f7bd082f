import type { LogAnswer } from '../../functions/management/contract/answers.ts'
import type { Session } from '../session/open-session.ts'

const PAGE = 100
/** As many as the Management API's search gives in all. */
const MAX_PAGES = 10

/**
 * All events behind a log id, oldest first; with a filter the newest 1,000 of its matches. Without a
 * filter they come by checkpoint, which neither skips nor repeats any.
 */
export async function readEventsAfter(
  { tenant }: Session,
  from: string,
  filter: string | undefined,
): Promise<LogAnswer[]> {
  if (filter !== undefined) {
    return readMatches((page) => tenant.logs.search({ q: filter, page, per_page: PAGE }), from)
  }
  const all: LogAnswer[] = []
  for (;;) {
    const events = await tenant.logs.after(all.at(-1)?.log_id ?? from, PAGE)
    all.push(...events)
    if (events.length < PAGE) return all
  }
}

async function readMatches(
  read: (page: number) => Promise<LogAnswer[]>,
  from: string,
): Promise<LogAnswer[]> {
  const all: LogAnswer[] = []
  for (let page = 0; page < MAX_PAGES; page++) {
    const events = await read(page)
    const newer = events.filter(({ log_id }) => log_id > from)
    all.push(...newer)
    if (newer.length < PAGE) break
  }
  return all.reverse()
}

/** The newest so many, oldest first. */
export async function readNewest(
  { tenant }: Session,
  count: number,
  filter: string | undefined,
): Promise<LogAnswer[]> {
  const query = { per_page: Math.min(count, PAGE), ...(filter !== undefined && { q: filter }) }
  return (await tenant.logs.search(query)).reverse()
}
