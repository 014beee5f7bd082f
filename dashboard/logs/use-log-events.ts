import { useRef, useState } from 'preact/hooks'
import type { LogAnswer } from '../../functions/management/contract/answers.ts'
import { useManagement } from '../session/session-context.ts'
import { usePoll } from '../ui/use-poll.ts'
import { type Resource, useResource } from '../ui/use-resource.ts'
import { addNewer, addOlder, EVENTS_PER_PAGE, type Events } from './events.ts'

const LIVE_EVERY_MS = 2_000
const LOOK_BACK_MS = 10_000
const MOST_AT_ONCE = 100

export interface LogEvents extends Resource<Events> {
  /** Adds those behind the oldest. May throw. */
  loadOlder: () => Promise<void>
  /** The last look for new events had no answer. */
  isBehind: boolean
}

/**
 * The events that a `q` finds, the newest first; while it `isLive`, new ones join as they happen.
 * Whoever shows it does so anew for another `q`.
 */
export function useLogEvents(q: string | undefined, isLive: boolean): LogEvents {
  const { logs } = useManagement()
  const [isBehind, setIsBehind] = useState(false)
  const latest = useRef<Events | undefined>(undefined)

  const search = (query: string | undefined, perPage: number) =>
    logs.search({ ...(query !== undefined && { q: query }), per_page: perPage })

  const resource = useResource<Events>(async () => {
    // First the newest of all: what happens between the two questions is seen by the next look.
    const [newest] = await search(undefined, 1)
    const events = await search(q, EVENTS_PER_PAGE)
    latest.current = {
      events,
      lookedUntil: newest === undefined ? '' : lookFrom(newest),
      hasOlder: events.length === EVENTS_PER_PAGE,
    }
    return latest.current
  }, [logs, q])

  function update(change: (events: Events) => Events): void {
    if (latest.current === undefined) return
    latest.current = change(latest.current)
    resource.set(latest.current)
  }

  async function look(): Promise<void> {
    const fresh = await logs.after(latest.current?.lookedUntil ?? '', MOST_AT_ONCE)
    const lookedUntil = fresh.at(-1)?.log_id
    if (lookedUntil === undefined) return
    const isAll = q === undefined
    const found = isAll ? fresh.reverse() : await search(q, EVENTS_PER_PAGE)
    update((events) => ({ ...addNewer(events, found, isAll), lookedUntil }))
  }

  usePoll(
    () =>
      look().then(
        () => setIsBehind(false),
        () => setIsBehind(true),
      ),
    LIVE_EVERY_MS,
    isLive && resource.data !== undefined,
  )

  async function loadOlder(): Promise<void> {
    const oldest = latest.current?.events.at(-1)
    if (oldest === undefined) return
    const until = `date:<="${oldest.date}"`
    const older = await search(q === undefined ? until : `(${q}) AND ${until}`, MOST_AT_ONCE)
    update((events) => addOlder(events, older, older.length === MOST_AT_ONCE))
  }

  return { ...resource, loadOlder, isBehind }
}

/** Events may be written in another order than they happened: a look goes back a little. */
function lookFrom({ date }: LogAnswer): string {
  const digits = new Date(Date.parse(date) - LOOK_BACK_MS).toISOString().replace(/\D/g, '')
  return `900${digits}${'0'.repeat(12)}`
}
