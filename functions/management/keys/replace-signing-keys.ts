import { ManagementError } from '../../core/management-error.ts'
import type { SigningKeyPorts } from './change-signing-keys.ts'
import { readSigningKeys } from './read-signing-keys.ts'
import { revokeSigningKey } from './revoke-signing-key.ts'
import { isCurrent, isNext, rotateSigningKey } from './rotate-signing-key.ts'

/**
 * Signs with a new key at once and has another one next, for who can no longer sign with those that
 * there are: lost keys stay published, so that their tokens stay valid, as long as there is room.
 * Gives the `kid` that signs.
 */
export async function replaceSigningKeys(ports: SigningKeyPorts): Promise<string> {
  const disable = (keyRef: string) => ports.keys.disable(keyRef).catch(() => {})
  const lenient = { ...ports, keys: { create: ports.keys.create.bind(ports.keys), disable } }
  await revokeNext(lenient)
  await rotateWithRoom(lenient)
  const { keys } = await readSigningKeys(ports.store)
  const current = keys.find(isCurrent)
  if (current === undefined) throw new Error('No signing key became current')
  return current.kid
}

/** Nothing was signed with it. A new next key takes its place. */
async function revokeNext(ports: SigningKeyPorts): Promise<void> {
  const { keys } = await readSigningKeys(ports.store)
  const next = keys.find(isNext)
  if (next !== undefined) await revokeSigningKey(ports, next.kid)
}

/** Ends the oldest previous key where there is no room for one more. */
async function rotateWithRoom(ports: SigningKeyPorts): Promise<void> {
  try {
    await rotateSigningKey(ports, true)
  } catch (error) {
    const isFull = error instanceof ManagementError && error.errorCode === 'too_many_signing_keys'
    if (!isFull) throw error
    const { keys } = await readSigningKeys(ports.store)
    const previous = keys.filter((key) => key.previousSince !== undefined && !key.revokedAt)
    const [oldest] = previous.sort((a, b) => (a.previousSince ?? 0) - (b.previousSince ?? 0))
    if (oldest === undefined) throw error
    await revokeSigningKey(ports, oldest.kid)
    await rotateWithRoom(ports)
  }
}
