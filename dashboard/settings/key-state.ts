import type { SigningKeyAnswer } from '../../functions/management/contract/answers.ts'

/** Where a signing key stands in its life, and what that means. */
export interface KeyState {
  name: 'next' | 'current' | 'previous' | 'retired' | 'revoked'
  kind: 'plain' | 'success' | 'warning' | 'danger'
  text: string
  /** The time that the text leads up to. */
  at?: string | undefined
}

/** The state of a key as the Management API shows it. */
export function stateOf(key: SigningKeyAnswer): KeyState {
  const { current_since, published_until, revoked_at } = key
  if (key.revoked) return { name: 'revoked', kind: 'danger', text: 'revoked', at: revoked_at }
  if (key.current)
    return { name: 'current', kind: 'success', text: 'began to sign', at: current_since }
  if (key.next)
    return { name: 'next', kind: 'plain', text: 'is published, takes over when you rotate' }
  const isPublished = published_until !== undefined && Date.parse(published_until) > Date.now()
  return isPublished
    ? { name: 'previous', kind: 'warning', text: 'is published, ends', at: published_until }
    : { name: 'retired', kind: 'plain', text: 'ended', at: published_until }
}
