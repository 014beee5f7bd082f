import { setTimeout as delay } from 'node:timers/promises'
import type { DeleteHookPorts } from './delete-hook.ts'
import { resumeDeletions } from './resume-deletions.ts'

/** What somebody else's request may take of one that comes by. */
const WITHIN_MS = 3_000

/**
 * Goes on with removals that were interrupted, where no start does it: on AWS. To be called by what
 * makes and removes hooks; whatever comes of it is no matter of theirs, and the next one goes on.
 */
export async function finishDeletions(ports: DeleteHookPorts): Promise<void> {
  const resumed = resumeDeletions(ports).catch(() => {})
  await Promise.race([resumed, delay(WITHIN_MS, undefined, { ref: false })])
}
