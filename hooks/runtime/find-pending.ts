import { activeResources } from './primordials.ts'

/**
 * The kinds of work (`Timeout`, `TCPSocketWrap`, …) that are under way now and were not at
 * `before`, each once. Timers of the runtime itself that are running are given in `ownTimers`.
 */
export function findPending(before: string[], ownTimers: number): string[] {
  const pending: string[] = []
  const active = activeResources()
  for (let i = 0; i < active.length; i++) {
    const kind = active[i] ?? ''
    if (count(pending, kind) > 0) continue
    const expected = count(before, kind) + (kind === 'Timeout' ? ownTimers : 0)
    if (count(active, kind) > expected) pending[pending.length] = kind
  }
  return pending
}

function count(kinds: string[], kind: string): number {
  let found = 0
  for (let i = 0; i < kinds.length; i++) if (kinds[i] === kind) found += 1
  return found
}
