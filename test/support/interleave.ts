import { setImmediate as nextTurn } from 'node:timers/promises'
import type { TenantStore } from '../../functions/core/ports/tenant-store.ts'

/** One of the processes that share a store. */
type Process = (store: TenantStore) => Promise<unknown>

/**
 * Runs two processes on one store, call by call: bit n of `schedule` says which of them makes the
 * n-th call, as long as both still want to; a negative one goes on with the second. Gives back how
 * each ended.
 */
export async function interleave(
  store: TenantStore,
  processes: readonly [Process, Process],
  schedule: number,
): Promise<PromiseSettledResult<unknown>[]> {
  const waiting: (undefined | (() => void))[] = [undefined, undefined]
  const ended = [false, false]
  const started = processes.map(async (run, index) => {
    const turn = () =>
      new Promise<void>((resolve) => {
        waiting[index] = resolve
      })
    try {
      return await run(inTurns(store, turn))
    } finally {
      ended[index] = true
    }
  })
  const outcomes = Promise.allSettled(started)
  for (let bits = schedule; !ended.every(Boolean); ) {
    await nextTurn()
    if (!waiting.every((resolve, index) => resolve !== undefined || ended[index])) continue
    const wanted = bits & 1
    const chosen = waiting[wanted] === undefined ? 1 - wanted : wanted
    bits >>= 1
    const go = waiting[chosen]
    waiting[chosen] = undefined
    go?.()
    await nextTurn()
  }
  return outcomes
}

function inTurns(store: TenantStore, turn: () => Promise<void>): TenantStore {
  return {
    async read(keys) {
      await turn()
      return store.read(keys)
    },
    async list(partition, page) {
      await turn()
      return store.list(partition, page)
    },
    async transact(changes) {
      await turn()
      return store.transact(changes)
    },
  }
}
