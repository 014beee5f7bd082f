import type { Hook } from '../../core/hook-model.ts'
import { deletedHookKey } from '../../core/record-keys.ts'
import { type DeleteHookPorts, deleteHook } from './delete-hook.ts'

const READ_AT_ONCE = 100

/**
 * Removes what belonged to hooks whose removal a crash has interrupted: their secrets above all.
 * Whoever asks for the same removal meanwhile does no harm.
 */
export async function resumeDeletions(ports: DeleteHookPorts): Promise<void> {
  const { pk } = deletedHookKey('')
  for (;;) {
    const found = await ports.store.list<Hook>(pk, { limit: READ_AT_ONCE })
    for (const { value } of found) await deleteHook(ports, value.id)
    if (found.length < READ_AT_ONCE) return
  }
}
