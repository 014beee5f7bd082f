import { HOOK_LIMITS } from './contract.ts'
import { findPending } from './find-pending.ts'
import type { HookRun } from './hook-run.ts'
import { afterThisTurn, NativePromise, now, startInterval, stopInterval } from './primordials.ts'

const POLL_MS = 5

/**
 * Finds what a settled run leaves under way, after at most `waitMs` in which it may finish; a run
 * that failed is not waited for. Even without a wait one turn of the event loop passes when
 * something is found: the file read or response that called the callback counts as active until
 * its own turn ends.
 */
export async function awaitPending(run: HookRun, waitMs: number): Promise<void> {
  run.pending = findPending(run.activeBefore, 0)
  if (run.pending.length === 0) return
  await new NativePromise<void>((resolve) => afterThisTurn(resolve))
  run.pending = findPending(run.activeBefore, 0)
  if (run.pending.length === 0 || !(waitMs > 0) || run.ending?.kind === 'failed') return
  const limit = HOOK_LIMITS.maxAfterCallbackMs
  await pollPending(run, now() + (waitMs < limit ? waitMs : limit))
}

function pollPending(run: HookRun, deadline: number): Promise<void> {
  return new NativePromise((resolve) => {
    const interval = startInterval(() => {
      run.pending = findPending(run.activeBefore, 1)
      if (run.pending.length > 0 && now() < deadline) return
      stopInterval(interval)
      resolve()
    }, POLL_MS)
  })
}
